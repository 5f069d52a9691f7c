/** What targets write into a packet, and what is known of its fields afterwards. */

import type { Family } from '../ruleset/tables';
import { loopbackAddresses, parseNetwork } from './addresses';
import { type Bits, unchanged } from './bits';
import {
  addressTypes,
  allValues,
  connectionStatuses,
  type Dimension,
  type Hook,
  type Key,
  later,
  states,
  type Values,
} from './dimensions';
import {
  asAskedTest,
  type CaseChange,
  counted,
  type Fields,
  knownValue,
  markCopied,
  markSet,
  type Now,
  nowOf,
  rewritten,
  sharedWord,
  untoldWords,
  valuesNow,
  withFields,
} from './fields';
import { isSingle, parseNatGoal, parseNatPorts } from './nat-address';
import { changesSource, withoutConnection } from './netfilter';
import { type Box, disjoint, intersectValues, type PacketSet } from './packet-set';
import { intersectRanges, normalize, type Range, type Ranges, range, subtractRanges, type Value } from './ranges';
import type { Effect, Verdict } from './target';
import { atVisit } from './tests';

/** The fields of a rewritten packet, and what is known of those that it got from a range of values. */
export interface Rewriting {
  fields: Fields;
  bounds: Box;
}

/** What a rewriting depends on. */
export interface Place {
  hook: Hook;
  family: Family;
  /** A number that no other rewriting on the way has. */
  moment: number;
  /** The packets that are rewritten. */
  packets: PacketSet;
  /** All addresses of this host; undefined where that is not known. */
  local: Ranges | undefined;
}

/** These packets behind a target that goes on; unless they are told, marks that they all share are not known. */
export function afterEffect(fields: Fields, effect: Effect, packets: PacketSet = []): Fields {
  switch (effect.kind) {
    case 'set-mark': {
      const { of, value, mask } = effect;
      const now = markSet(nowOf(fields, of), of, value, mask);
      return of === 'tos' ? rewritten(fields, [[of, now]]) : withFields(fields, [[of, now]]);
    }
    case 'copy-mark': {
      const from = sharedWord(nowOf(fields, effect.to === 'mark' ? 'connmark' : 'mark'), packets);
      const to = sharedWord(nowOf(fields, effect.to), packets);
      return withFields(fields, [[effect.to, markCopied(to, from, effect.to, effect.toMask, effect.fromMask)]]);
    }
    case 'change-mark':
      return withFields(fields, [[effect.of, { kind: 'untold', words: untoldWords(effect.of) }]]);
    case 'untrack':
      // What has been tracked stays so, as has what comes back over lo (net/netfilter/xt_CT.c, xt_ct_target).
      if (nowOf(fields, 'connmark').kind !== 'nothing') return fields;
      return withFields(fields, [['state', knownValue(states.indexOf('UNTRACKED'))], withoutConnection]);
    case 'count':
      return rewritten(fields, [['ttl', counted(nowOf(fields, 'ttl'), 'ttl', effect.by, hops!)]]);
    case 'set':
      return rewritten(fields, [[effect.of, knownValue(effect.value)]]);
    case 'change':
      return rewritten(fields, effect.of ? [[effect.of, { kind: 'untold', words: untoldWords(effect.of) }]] : []);
  }
}

/**
 * The packet behind a verdict of nat, or TPROXY, that rewrites it; undefined for other verdicts, and for goals that cannot be
 * read.
 */
export function afterVerdict(fields: Fields, verdict: Verdict, place: Place): Rewriting | undefined {
  switch (verdict.kind) {
    case 'redirect':
      return redirected(fields, verdict.ports, place);
    case 'dnat':
      return toGoal(fields, verdict.to, ['destination', 'destinationPort'], place);
    case 'snat':
      return toGoal(fields, verdict.to, ['source', 'sourcePort'], place);
    case 'masquerade':
      return masqueraded(fields, verdict.ports, place);
    case 'netmap':
      return mapped(fields, verdict.to, place);
    case 'tproxy': {
      const { mark } = verdict;
      if (!mark) return undefined;
      const now = markSet(nowOf(fields, 'mark'), 'mark', mark.value, mark.mask);
      return { fields: withFields(fields, [['mark', now]]), bounds: new Map() };
    }
    default:
      return undefined;
  }
}

const [hops] = allValues('ttl', 'ipv4') as Ranges;

/** The packet as it is when it has been forwarded: one hop less is left to it (net/ipv4/ip_forward.c, before FORWARD). */
export function forwarded(fields: Fields): Fields {
  return withFields(fields, [['ttl', counted(nowOf(fields, 'ttl'), 'ttl', -1, hops!)]]);
}

/** The packet whose connection has been confirmed, as its first packet has left this host. */
export function confirmed(fields: Fields): Fields {
  return withFields(fields, [['connectionStatus', statusWith(fields, connectionStatuses.CONFIRMED!)]]);
}

function statusWith(fields: Fields, bit: number): Now {
  return markSet(nowOf(fields, 'connectionStatus'), 'connectionStatus', bit, bit);
}

/** One end of a connection. */
export interface Endpoint {
  address: Value;
  port: number;
}

/** What connection tracking writes into packets of a connection that go in one direction; what is left out stays. */
export interface Translation {
  destination?: Endpoint;
  source?: Endpoint;
  /** nat has not been asked about the source yet. */
  sourceIsOpen?: boolean;
}

/** The packet behind nat, which changes destinations before routing and sources behind it (net/netfilter/nf_nat_core.c). */
export function afterTranslation(fields: Fields, { destination, source }: Translation, place: Place): Fields {
  const isSource = changesSource(place.hook);
  const end = isSource ? source : destination;
  if (!end) return fields;
  const [address, port] = isSource
    ? (['source', 'sourcePort'] as const)
    : (['destination', 'destinationPort'] as const);
  return rewritten(fields, [
    [address, knownValue(end.address)],
    addressType(address, range(end.address), place),
    [port, knownValue(end.port)],
  ]);
}

const localType = knownValue(addressTypes.indexOf('LOCAL'));
const elsewhereType = knownValue(addressTypes.indexOf('UNICAST'));

/** REDIRECT sends to 127.0.0.1 or ::1 what was sent here, and to the address of the incoming interface what comes in. */
function redirected(fields: Fields, ports: string | undefined, place: Place): Rewriting | undefined {
  const wanted = ports === undefined ? undefined : parseNatPorts(ports);
  if (ports !== undefined && !wanted) return undefined;
  const loopback = place.family === 'ipv4' ? 0x7f000001 : 1n;
  const addresses = place.hook === 'OUTPUT' ? range(loopback) : addressesOutside(place);
  const [address, bounds] = oneOf('destination', addresses, place);
  return rewriteTo(
    fields,
    [
      ['destination', address],
      ['destinationType', localType],
    ],
    wanted && ['destinationPort', wanted],
    place,
    bounds,
  );
}

/** The addresses that interfaces other than lo may have; none are known where this host's are not told. */
function addressesOutside({ local, family }: Place): Ranges {
  return subtractRanges(local ?? [], [loopbackAddresses(family)]);
}

function toGoal(
  fields: Fields,
  text: string,
  [address, port]: readonly ['destination' | 'source', Dimension],
  place: Place,
): Rewriting | undefined {
  const goal = parseNatGoal(text, place.family);
  if (!goal) return undefined;
  const [now, bounds] = goal.addresses ? oneOf(address, goal.addresses, place) : [];
  const changes: [Dimension, Now][] = now ? [[address, now], addressType(address, goal.addresses!, place)] : [];
  return rewriteTo(fields, changes, goal.ports && [port, goal.ports], place, bounds);
}

function masqueraded(fields: Fields, ports: string | undefined, place: Place): Rewriting | undefined {
  const wanted = ports === undefined ? undefined : parseNatPorts(ports);
  if (ports !== undefined && !wanted) return undefined;
  const source: Now = { kind: 'key', key: later('source', place.moment) };
  return rewriteTo(
    fields,
    [
      ['source', source],
      ['sourceType', localType],
    ],
    wanted && ['sourcePort', wanted],
    place,
  );
}

/** NETMAP keeps the host part of the address: a shift, where all the packets' addresses are of one network of that size. */
function mapped(fields: Fields, text: string, place: Place): Rewriting | undefined {
  const network = parseNetwork(text, place.family);
  if (!network) return undefined;
  const dimension = changesSource(place.hook) ? 'source' : 'destination';
  const [now, bounds] = shifted(fields, dimension, network, place) ?? oneOf(dimension, [network], place);
  const told = valuesNow(withFields(fields, [[dimension, now]]), dimension, place.packets) ?? [network];
  return rewriteTo(fields, [[dimension, now], addressType(dimension, told, place)], undefined, place, bounds);
}

function shifted(
  fields: Fields,
  dimension: 'destination' | 'source',
  network: Range,
  place: Place,
): [Now, Box] | undefined {
  const now = nowOf(fields, dimension);
  const values = valuesNow(fields, dimension, place.packets);
  const first = values?.[0]?.low;
  if (now.kind !== 'key' || first === undefined) return undefined;
  const size = BigInt(network.high) - BigInt(network.low) + 1n;
  const base = (BigInt(first) / size) * size;
  if (values!.some(({ high }) => BigInt(high) >= base + size)) return undefined;
  const by = BigInt(network.low) - base;
  const last = base + size - 1n;
  const move =
    place.family === 'ipv4'
      ? { by: Number(by), from: { low: Number(base), high: Number(last) } }
      : { by, from: { low: base, high: last } };
  return [{ kind: 'moved', key: now.key, ...move, within: network }, new Map()];
}

function rewriteTo(
  fields: Fields,
  changes: [Dimension, Now][],
  port: readonly [Dimension, Ranges] | undefined,
  place: Place,
  bounds: Box = new Map(),
): Rewriting {
  const [now, portBounds] = port ? oneOf(port[0], port[1], place) : [];
  const all: [Dimension, Now][] = now ? [...changes, [port![0], now]] : changes;
  const told = new Map([...bounds, ...(portBounds ?? [])]);
  return {
    fields: rewritten(fields, [...all, ['connectionStatus', statusBehind(fields, all, told, place)]]),
    bounds: told,
  };
}

const endsOfConnection: ReadonlySet<Dimension> = new Set(['source', 'destination', 'sourcePort', 'destinationPort']);
const untoldStatus: Now = { kind: 'untold', words: untoldWords('connectionStatus') };

/** Connection tracking notes SNAT or DNAT where something is not what it was (net/netfilter/nf_nat_core.c, nf_nat_setup_info). */
function statusBehind(
  fields: Fields,
  changes: readonly [Dimension, Now][],
  bounds: Box,
  { hook, packets, moment }: Place,
): Now {
  const noted = statusWith(fields, connectionStatuses[changesSource(hook) ? 'SNAT' : 'DNAT']!);
  const same = new Map<Key, Values>();
  let isSure = true;
  for (const [dimension, now] of changes.filter(([each]) => endsOfConnection.has(each))) {
    if (now.kind === 'moved' && Number(now.by) !== 0) return noted;
    const wanted = now.kind === 'value' ? now.values : now.kind === 'key' ? bounds.get(now.key) : undefined;
    const asked = wanted ? asAskedTest(nowOf(fields, dimension), wanted) : undefined;
    if (asked === false) return noted;
    if (typeof asked === 'object' && 'key' in asked) {
      const known = same.get(asked.key);
      same.set(asked.key, known ? intersectValues(asked.key, known, asked.values) : asked.values);
    } else if (asked !== true) isSure = false;
    if (now.kind === 'key') isSure = false;
  }
  if (packets.every((box) => disjoint(box, same))) return noted;
  const before = nowOf(fields, 'connectionStatus');
  if (isSure) return same.size === 0 ? before : unlessIn(same, before, noted);
  const kept = atVisit(`if nat leaves its ${changesSource(hook) ? 'source' : 'destination'} as it was \0`, moment);
  return unlessIn(new Map([...same, [kept, range(1)]]), before, noted);
}

/** What is noted of packets but those in the box, of which it is as it was before. */
function unlessIn(box: Box, before: Now, after: Now): Now {
  const [inside, outside] = [changeOf(before), changeOf(after)];
  return inside && outside ? { kind: 'cases', key: 'connectionStatus', within: box, inside, outside } : untoldStatus;
}

function changeOf(now: Now): CaseChange | undefined {
  switch (now.kind) {
    case 'key':
      return unchanged;
    case 'bits':
      return now.change;
    case 'value':
      return { keep: 0, flip: (now.values as Bits)[0]!.value };
    case 'cases':
      return { within: now.within, inside: now.inside, outside: now.outside };
    default:
      return undefined;
  }
}

/** One value, or one out of several that only the kernel knows; none are told where it may be any. */
function oneOf(dimension: Dimension, values: Ranges, { moment }: Place): [Now, Box] {
  if (isSingle(values)) return [{ kind: 'value', values }, new Map()];
  const key = later(dimension, moment);
  const bounds = values.length > 0 ? [[key, values] as const] : [];
  return [{ kind: 'key', key }, new Map<typeof key, Values>(bounds)];
}

/** What kind of address the new one is: asked about where it is not known. */
function addressType(address: 'destination' | 'source', values: Ranges, place: Place): [Dimension, Now] {
  const dimension = address === 'destination' ? 'destinationType' : 'sourceType';
  const loopback = loopbackAddresses(place.family);
  const local = place.local && [...place.local, loopback];
  if (isWithin(values, local ?? [loopback])) return [dimension, localType];
  if (local && intersectRanges(values, normalize(local)).length === 0) return [dimension, elsewhereType];
  return [dimension, { kind: 'key', key: later(dimension, place.moment) }];
}

function isWithin(values: Ranges, ranges: Ranges): boolean {
  return subtractRanges(values, ranges).length === 0;
}
