// What the engine says of one packet on its way through the host with the rules.

import type { Bits } from '../../../server/src/packets/bits';
import {
  addressTypes,
  connectionDirections,
  connectionStatuses,
  type Dimension,
  dimensionOf,
  isCondition,
  isLater,
  type Key,
  packetTypes,
  states,
  tcpFlags,
  type Values,
} from '../../../server/src/packets/dimensions';
import { nowOf, wordOf } from '../../../server/src/packets/fields';
import type { Step } from '../../../server/src/packets/flow';
import { interfaceNumber, noInterface } from '../../../server/src/packets/interfaces';
import { type Box, intersect, subtract } from '../../../server/src/packets/packet-set';
import { type Ranges, range, type Value } from '../../../server/src/packets/ranges';
import type { Translation } from '../../../server/src/packets/rewriting';
import { type End, expiry, type Journey, traverse, type Visit } from '../../../server/src/packets/traverse';
import { readDocument } from '../../../server/src/ruleset/document';
import { buildRuleset, type Ruleset as ReadRuleset } from '../../../server/src/ruleset/ruleset';
import { type Connection, confirmed, type Tracked, track, translationOf } from './connections';
import { equalTuples, inverse, isError, isIcmp, type Packet, protocols, tupleOf } from './packet';
import { addressOf, deviceTo, isBroadcast, isOwn, type Routes, routesOf } from './routes';
import type { Ruleset } from './rulesets';

export interface Host {
  read: ReadRuleset;
  routes: Routes;
  /** Zones of connection tracking that the rules use, 0 among them. */
  zones: readonly number[];
}

/** What routing decides, in the engine's words. */
const deliveredByRule: Key = 'if an ip rule delivers what TPROXY has marked to this host';
const takesLoopback: Key = 'if route_localnet is set for the interface that it comes in by';
const sendsLoopback: Key = 'if route_localnet is set for the interface that it leaves by';

/** One way of a packet through the host. */
export interface Way {
  /** A rule or policy for each time that one counts the packet. */
  counted: readonly string[];
  /** Where each of them was met: hook and table. */
  hooks: readonly string[];
  end: End;
  /** As it is where its way ends. */
  packet: Packet;
  /** By which it leaves; `lo` where it does not. */
  device: string;
  connections: readonly Connection[];
  /** Its connection, confirmed or not. */
  connection: Connection | undefined;
  /** Whether it has come out on an interface. */
  left: boolean;
}

export function hostOf(ruleset: Ruleset): Host {
  const zones = [...ruleset.dump.matchAll(/--zone (\d+)/g)].map((found) => Number(found[1]));
  return {
    read: buildRuleset(readDocument(ruleset.dump, ruleset.family)),
    routes: routesOf(ruleset),
    zones: [...new Set([0, ...zones])],
  };
}

/** A packet and what is known of it before the first rule. */
interface Passing {
  host: Host;
  packet: Packet;
  /** The link that it comes in by; undefined when the host sends it. */
  incoming: string | undefined;
  connections: readonly Connection[];
  tracked: Tracked;
  zone: number;
  /** Routing takes it for the host itself, whoever it is addressed to. */
  forHost: boolean;
  /** nat is asked behind routing, though the packet belongs to a connection. */
  sourceIsOpen?: boolean;
}

/** All ways that a packet may take; several where something decides that neither the rules nor the packet tell. */
export function passHost(
  host: Host,
  packet: Packet,
  incoming: string | undefined,
  connections: readonly Connection[],
): Way[] {
  const forHost = deviceTo(host.routes, packet.destination, packet.mark) === 'lo';
  const refused = packet.refuses?.connection;
  if (refused) return waysOfRefusal({ host, packet, incoming, connections, zone: refused.zone, forHost }, refused);
  return host.zones.flatMap((zone) => {
    const tracked = track(connections, packet, zone);
    return waysOf({ host, packet, incoming, connections, tracked, zone, forHost });
  });
}

/**
 * What REJECT answers is given the connection of what it refuses (net/netfilter/nf_conntrack_core.c, nf_conntrack_attach). Where
 * that has no source address of its own yet, the answer asks nat for one in POSTROUTING.
 */
function waysOfRefusal(passing: Omit<Passing, 'tracked'>, refused: Connection): Way[] {
  const { connections, packet } = passing;
  const confirmed = connections.findIndex(
    ({ original, zone }) => zone === refused.zone && equalTuples(original, refused.original),
  );
  const index = confirmed < 0 ? connections.length : confirmed;
  const tracked = { state: 'RELATED', direction: 'REPLY', index } as const;
  const ways = waysOf({
    ...passing,
    tracked,
    connections: [...connections.slice(0, index), refused, ...connections.slice(index + 1)],
  });
  if (confirmed >= 0 || isIcmp(packet)) return ways;
  const [asking] = waysOf({ ...passing, tracked: { ...tracked, index: undefined }, sourceIsOpen: true });
  const asked = asking?.counted.filter((_, place) => asking.hooks[place] === 'POSTROUTING nat') ?? [];
  return ways.map((way) => ({ ...way, connections, counted: way.left ? [...way.counted, ...asked] : way.counted }));
}

function waysOf(passing: Passing): Way[] {
  const { host, incoming, connections, tracked, forHost, packet } = passing;
  const { index, direction } = tracked;
  const journeys = traverse(host.read, incoming === undefined ? 'out' : forHost ? 'in' : 'forward', [boxOf(passing)], {
    local: host.routes.own,
    ...(passing.sourceIsOpen && { translation: { sourceIsOpen: true } }),
    ...(index !== undefined && { translation: translationOf(connections[index]!, direction) }),
  });
  const ways = journeys.flatMap((journey) => boxesOf(journey).flatMap((box) => wayOf(passing, journey, box) ?? []));
  const marked = ways.some(({ end, device }) => end.kind === 'forwarded' && device === 'lo');
  return marked && !forHost && !isOwn(host.routes, packet.destination) ? waysOf({ ...passing, forHost: true }) : ways;
}

function boxOf(passing: Passing): Box {
  const { host, packet, incoming, connections, tracked, forHost } = passing;
  const { routes } = host;
  const device = (name: string) => range(interfaceNumber(name)!);
  const type = (address: Value) =>
    range(
      addressTypes.indexOf(isOwn(routes, address) ? 'LOCAL' : isBroadcast(routes, address) ? 'BROADCAST' : 'UNICAST'),
    );
  const connection = tracked.index === undefined ? undefined : connections[tracked.index];
  const flags = [...packet.flags].reduce((sum, letter) => sum | flagBit(letter), 0);
  return new Map<Key, Values>([
    ['protocol', range(packet.protocol)],
    ['source', range(packet.source)],
    ['destination', range(packet.destination)],
    ['sourcePort', range(packet.sourcePort)],
    ['destinationPort', range(packet.port)],
    ['uid', range(packet.uid)],
    ['gid', range(packet.gid)],
    ['mark', wordOf(packet.mark)],
    ['connmark', wordOf(connection?.mark ?? 0)],
    ['state', range(states.indexOf(tracked.state))],
    ['connectionDirection', range(connectionDirections.indexOf(tracked.direction))],
    ['sourceType', type(packet.source)],
    ['destinationType', forHost ? range(addressTypes.indexOf('LOCAL')) : type(packet.destination)],
    ['icmpType', range(packet.icmpType)],
    ['tcpFlags', wordOf(flags)],
    ['inInterface', incoming === undefined ? range(noInterface) : device(incoming)],
    ...(incoming === undefined
      ? ([['outInterface', device(deviceTo(routes, packet.destination, packet.mark))]] as const)
      : ([['outInterface', range(noInterface, interfaceNumber('zzzzzzzzzzzzzzz')!)]] as const)),
    ...headersOf(passing),
    ...(connection ? notedOf(connection, translationOf(connection, 'ORIGINAL')) : []),
  ]);
}

/** What else a question says of a packet: its header, and how it came. */
function headersOf({ host: { routes }, packet, incoming }: Passing): [Key, Values][] {
  const { protocol, destination, refuses } = packet;
  const toAll = routes.broadcasts.some(({ address, device }) => address === destination && device === incoming);
  const ofKernel = incoming === undefined && !(refuses && protocol === protocols.tcp);
  return [
    ['ttl', range(64)],
    // An error has a precedence of its own (net/ipv4/icmp.c, icmp_send).
    ['tos', wordOf(isError(packet) && routes.family === 'ipv4' ? 0xc0 : 0)],
    ...(protocol === protocols.tcp ? [] : ([['length', range(lengthOf(packet))]] satisfies [Key, Values][])),
    ['packetType', range(packetTypes.indexOf(toAll ? 'broadcast' : 'unicast'))],
    ['socket', range(ofKernel ? 1 : 0)],
    ['extensions', wordOf(0)],
  ];
}

function lengthOf(packet: Packet): number {
  const payload = packet.protocol === protocols.udp ? (packet.payload ?? 1) : packet.about ? 28 : 0;
  return 28 + payload;
}

/** What connection tracking has noted of a packet's connection. */
function notedOf({ original, reply, replied }: Connection, { source, destination }: Translation): [Key, Values][] {
  const { CONFIRMED = 0, SEEN_REPLY = 0, SNAT = 0, DNAT = 0 } = connectionStatuses;
  const status = CONFIRMED | (replied ? SEEN_REPLY : 0) | (source ? SNAT : 0) | (destination ? DNAT : 0);
  return [
    ['connectionStatus', wordOf(status)],
    ['originalProtocol', range(original.protocol)],
    ['originalSource', range(original.source)],
    ['originalDestination', range(original.destination)],
    ['originalSourcePort', range(original.sourcePort)],
    ['originalDestinationPort', range(original.port)],
    ['replySource', range(reply.source)],
    ['replyDestination', range(reply.destination)],
    ['replySourcePort', range(reply.sourcePort)],
    ['replyDestinationPort', range(reply.port)],
  ];
}

function flagBit(letter: string): number {
  return Object.entries(tcpFlags).find(([name]) => name.startsWith(letter))![1];
}

/** The packets of a journey, cut so that each piece has met the same rules throughout. */
function boxesOf({ packets, visits }: Journey): Box[] {
  const cuts = new Set(
    visits.flatMap((visit) => [...visit.packets, ...visit.asides.flatMap((aside) => aside.packets)]),
  );
  let pieces = [...packets];
  for (const cut of cuts) pieces = pieces.flatMap((box) => [...intersect([box], [cut]), ...subtract([box], [cut])]);
  return pieces;
}

const timeExceeded: End = { kind: 'rejected', answer: 'time-exceeded', line: undefined };

function wayOf(passing: Passing, journey: Journey, box: Box): Way | undefined {
  const { incoming, connections, tracked, zone, packet } = passing;
  const met = journey.visits.filter(({ packets }) => intersect(packets, [box]).length > 0);
  if (zoneOf(passing, met, box) !== zone) return undefined;
  const { after, device } = packetBehind(passing, journey, box);
  const isUntracked = stateNow(journey) === 'UNTRACKED';
  const mark = wordNow(journey, box, 'connmark', 0);
  const isNew = tracked.index === undefined;
  const opened = { original: tupleOf(packet), reply: inverse(after), mark, replied: false, zone };
  const connection = isUntracked
    ? undefined
    : isNew
      ? tracked.state === 'NEW'
        ? opened
        : undefined
      : connections[tracked.index!];
  if (!isPossible(passing, box, after, device)) return undefined;
  const expired = journey.end.kind === 'dropped' && journey.end.reason === expiry;
  const left = hasLeft(journey, met, incoming);
  const rules = met.flatMap((visit) =>
    countedAt(visit, box).map((rule) => [rule, `${visit.hook} ${visit.table}`] as const),
  );
  return {
    counted: rules.map(([rule]) => rule),
    hooks: rules.map(([, hook]) => hook),
    end: expired ? timeExceeded : journey.end,
    packet: after,
    device,
    connections:
      isUntracked || (isNew && !left) ? connections : confirmed(connections, tracked, packet, after, mark, zone),
    connection,
    left,
  };
}

/** The packet at the end of its way, with what the kernel chooses, and the device that it leaves by. */
function packetBehind(passing: Passing, journey: Journey, box: Box): { after: Packet; device: string } {
  const { host, packet, incoming, forHost } = passing;
  const { routes } = host;
  const here = incoming === undefined ? packet.destination : addressOf(routes, incoming);
  const destination = finalValue(journey, box, 'destination', here);
  const mark = wordNow(journey, box, 'mark', packet.mark);
  const device = forHost && destination === packet.destination ? 'lo' : deviceTo(routes, destination, mark);
  const source = finalValue(journey, box, 'source', addressOf(routes, device));
  const sourcePort = Number(finalValue(journey, box, 'sourcePort', packet.sourcePort));
  const port = Number(finalValue(journey, box, 'destinationPort', packet.port));
  return { after: { ...packet, destination, source, mark, sourcePort, port }, device };
}

/** Whether what the rules leave to be decided on the way is as it has to be for this packet. */
function isPossible({ host, incoming }: Passing, box: Box, after: Packet, device: string): boolean {
  const leaving = interfaceNumber(device)!;
  const chosen = new Map<Key, Value>([
    ['outInterface', leaving],
    ['source', after.source],
    ['destination', after.destination],
  ]);
  return [...box].every(([key, values]) => {
    if (isCondition(key)) {
      const { loopbackOutside } = host.routes;
      const decided = {
        [deliveredByRule]: device === 'lo',
        [takesLoopback]: loopbackOutside,
        [sendsLoopback]: loopbackOutside,
      }[key];
      return decided === undefined || holds(values, decided ? 1 : 0);
    }
    if (isLater(key)) return holds(values, chosen.get(dimensionOf(key)!));
    return key !== 'outInterface' || incoming === undefined || holds(values, leaving);
  });
}

function holds(values: Values, value: Value | undefined): boolean {
  return value === undefined || (values as Ranges).some(({ low, high }) => low <= value && value <= high);
}

/** Whether it has come out of the host, or in again over lo. */
function hasLeft({ end }: Journey, met: readonly Visit[], incoming: string | undefined): boolean {
  if (['local', 'sent', 'forwarded'].includes(end.kind)) return true;
  const last = [...met].sort((a, b) => a.order - b.order).at(-1);
  return incoming === undefined && (last?.hook === 'PREROUTING' || last?.hook === 'INPUT');
}

function countedAt(visit: Visit, box: Box): string[] {
  const { table, hook, outcome } = visit;
  const rules = stepsAt(visit, box).map(({ chain, number }) => `${table} ${chain} ${number}`);
  return outcome.kind === 'policy' ? [...rules, `${table} ${hook} policy`] : rules;
}

/** The rules met, in the packet's order. */
function stepsAt({ steps, asides }: Visit, box: Box): Step[] {
  const also = asides.filter(({ packets }) => intersect(packets, [box]).length > 0).map(({ step }) => step);
  return [...steps, ...also].sort((a, b) => a.order - b.order);
}

/** Of the zones that raw gives to a packet before it is tracked the first one holds. */
function zoneOf({ host: { read }, incoming }: Passing, met: readonly Visit[], box: Box): number {
  const before = met.filter(({ table, hook }) => table === 'raw' && (hook === 'OUTPUT' || incoming !== undefined));
  const lines = before.flatMap((visit) => stepsAt(visit, box)).map(({ line }) => read.document.dump.lines[line]!.text);
  const [zone] = lines.flatMap((text) => / -j CT .*--zone (\d+)/.exec(text)?.[1] ?? []);
  return Number(zone ?? 0);
}

function stateNow({ fields }: Journey): string | undefined {
  const now = nowOf(fields, 'state');
  return now.kind === 'value' ? states[Number((now.values as Ranges)[0]!.low)] : undefined;
}

/** What a field holds at the end; `wanted` where the kernel chooses it, if the rules leave that choice. */
function finalValue({ fields }: Journey, box: Box, dimension: Dimension, wanted: Value): Value {
  const now = nowOf(fields, dimension);
  if (now.kind === 'value') return (now.values as Ranges)[0]!.low;
  if (now.kind !== 'key' && now.kind !== 'moved') throw new Error(`nobody can tell the ${dimension}`);
  const values = box.get(now.key) as Ranges | undefined;
  const kept = values?.some(({ low, high }) => low <= wanted && wanted <= high) ?? true;
  const before = kept && isLater(now.key) ? wanted : values![0]!.low;
  if (now.kind === 'key') return before;
  return typeof before === 'bigint' ? before + BigInt(now.by) : before + Number(now.by);
}

function wordNow({ fields }: Journey, box: Box, dimension: 'mark' | 'connmark', otherwise: number): number {
  const now = nowOf(fields, dimension);
  if (now.kind === 'value') return (now.values as Bits)[0]!.value;
  if (now.kind !== 'key' && now.kind !== 'bits') return otherwise;
  const { value } = (box.get(now.key) as Bits)[0]!;
  return now.kind === 'bits' ? ((value & now.change.keep) ^ now.change.flip) >>> 0 : value;
}
