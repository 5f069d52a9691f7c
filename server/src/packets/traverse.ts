/** The whole way of packets through a host: every hook and table in the kernel's order, rewriting, routing, loopback. */

import { protocolNumber } from '../modules/protocols';
import type { Ruleset, Table } from '../ruleset/ruleset';
import { addressTypes, connectionDirections, type Hook, isLater, type Key, states, type Values } from './dimensions';
import { asAsked, equalFields, type Fields, knownValue, nowOf, withFields } from './fields';
import { type Aside, type EndedFlow, type Outcome, type Step, stepsOf } from './flow';
import { asFragment, isFragment, isOfFragments, laterFragments, needsTracking, reassembled } from './fragments';
import { withAnyGoal, withOpenGoal } from './goals';
import { type Martians, martians, unroutable, unsendable } from './martians';
import {
  arriving,
  beforeTracking,
  changesSource,
  fieldsAtHook,
  fromLoopback,
  leavingAnew,
  overLoopback,
  type Passage,
  sending,
  tablesAt,
  tracked,
  withoutConnection,
} from './netfilter';
import { type Box, intersect, type PacketSet, simplify, subtract } from './packet-set';
import { equalRanges, normalize, type Ranges, range, subtractRanges } from './ranges';
import { afterTranslation, afterVerdict, confirmed, forwarded, type Place, type Translation } from './rewriting';
import { hasSourceRewriting, hasTransparentProxy } from './table-targets';
import type { Verdict } from './target';
import { opaque, type Test } from './tests';
import { matchAtVisit } from './visit';
import { startWalk, type Walk, type Watch, walkTable } from './walk';

/** Where packets come from and go to: to this host, through it, or from one of its processes. */
export type Direction = 'in' | 'forward' | 'out';

/** Why a packet that is to be forwarded may be dropped without a rule; its sender is told of it. */
export const expiry = 'no hop is left to it (TTL), which the sender is told';

/** Where a packet ends. `sent` and `forwarded` packets leave this host, `local` ones are given to a socket of it. */
export type End =
  /** `ofConnection`: to the socket of its connection, which TPROXY may have given to another one than the port tells. */
  | { kind: 'local'; listener: string | undefined; ofConnection?: true }
  | { kind: 'sent' }
  | { kind: 'forwarded' }
  /** `reason` where no rule and no policy does it; `untold` names the chain whose policy the dump does not tell. */
  | { kind: 'dropped'; line: number | undefined; reason?: string; untold?: { hook: Hook; table: string } }
  | { kind: 'rejected'; answer: string | undefined; line: number | undefined }
  | { kind: 'unknown'; reason: string; line: number | undefined };

/** One table that packets have passed at one hook, or have ended in. */
export interface Visit {
  hook: Hook;
  table: string;
  /** Those that met exactly these rules. */
  packets: PacketSet;
  steps: readonly Step[];
  asides: readonly Aside[];
  outcome: Outcome;
  /** Grows along the way. */
  order: number;
}

/** Packets that end alike: those asked about, what has become of them, and what they have passed. */
export interface Journey {
  packets: PacketSet;
  fields: Fields;
  visits: readonly Visit[];
  end: End;
  /** The line of the rule that last gave the packets another destination, or several did; undefined where none did. */
  rewrittenBy: number | 'several' | undefined;
}

export interface TraverseOptions {
  /** All addresses of this host, where they are known. */
  local?: Ranges;
  /** What connection tracking writes into packets of known connections; unless told, what it wrote into the first one. */
  translation?: Translation;
  /** Work that may be spent, in boxes looked at; packets left when it is used up end `unknown`. */
  budget?: number;
  /** Is told of rules that packets pass without a match. */
  watch?: Watch;
  /** Is told in the end how much work it took. */
  spent?: (work: number) => void;
}

interface Traveller {
  packets: PacketSet;
  fields: Fields;
  passage: Passage;
  visits: readonly Visit[];
  /** The port that TPROXY hands the packet to. */
  listener: string | undefined;
  rewrittenBy: Journey['rewrittenBy'];
}

interface Traversal {
  walk: Walk;
  tables: ReadonlyMap<string, Table>;
  local: Ranges | undefined;
  translation: Translation | undefined;
  journeys: Journey[];
  /** A number that the table which is being passed at a hook has to itself. */
  moment: number;
}

/** What one question may cost, so that it is answered while somebody waits for it. */
const defaultBudget = 500_000;

/** Disjoint journeys that together hold all the packets, which are as they are before the first table sees them. */
export function traverse(
  ruleset: Ruleset,
  direction: Direction,
  packets: PacketSet,
  options: TraverseOptions = {},
): Journey[] {
  const walk = startWalk(ruleset, 'asides', options.budget ?? defaultBudget, options.watch);
  const { budget } = walk;
  const traversal: Traversal = {
    walk,
    tables: new Map(ruleset.tables.map((table) => [table.name, table])),
    local: options.local,
    translation: options.translation,
    journeys: [],
    moment: 0,
  };
  const passage = direction === 'out' ? sending : arriving;
  const start = { packets, fields: asAsked, passage, visits: [], listener: undefined, rewrittenBy: undefined };
  const [alone, others] = split(traversal, inPieces(traversal, start), ['INVALID', 'UNTRACKED'].map(stateIs));
  const unconnected = alone.map((each) => ({ ...each, fields: withFields(each.fields, [withoutConnection]) }));
  if (direction === 'out') send(traversal, [...others, ...unconnected]);
  else receive(traversal, [...others, ...unconnected]);
  options.spent?.(budget - traversal.walk.budget);
  return traversal.journeys;
}

/** Fragments, as long as they are not put together, and whole packets. */
function inPieces(traversal: Traversal, start: Traveller): Traveller[] {
  const { ruleset } = traversal.walk;
  if (ruleset.document.family !== 'ipv4') return [start];
  const wholly = (packets: PacketSet) => ({ ...start, packets, fields: reassembled(start.fields) });
  const told = start.packets.filter(isOfFragments);
  if (told.length === 0 || needsTracking(ruleset)) return [wholly(start.packets)];
  const [fragments, others] = split(traversal, [{ ...start, packets: told }], laterFragments);
  const whole = [...start.packets.filter((box) => !isOfFragments(box)), ...others.flatMap(({ packets }) => packets)];
  return [
    ...fragments.map((each) => ({ ...each, fields: asFragment(each.fields) })),
    ...(whole.length > 0 ? [wholly(whole)] : []),
  ];
}

/** From the network: PREROUTING, then to a socket or onwards. */
function receive(traversal: Traversal, travellers: Traveller[]): void {
  const routed = withoutMartians(traversal, passHook(traversal, 'PREROUTING', travellers));
  const [here, elsewhere] = split(traversal, routed, toThisHost);
  const [delivered, onwards] = splitByListener(traversal, elsewhere);
  deliver(traversal, [...here, ...delivered]);
  const passed = passHook(traversal, 'FORWARD', route(traversal, onwards));
  for (const each of passHook(traversal, 'POSTROUTING', passed)) conclude(traversal, each, { kind: 'forwarded' });
}

const lastHop: Test = [new Map<Key, Values>([['ttl', range(0, 1)]])];

/** Forwarding takes a hop away, and drops what has none left; packets of which nobody has spoken are thought to have enough. */
function route(traversal: Traversal, travellers: Traveller[]): Traveller[] {
  const isCounted = ({ packets, fields }: Traveller) => fields.now.has('ttl') || packets.some((box) => box.has('ttl'));
  const [expired, others] = split(traversal, travellers.filter(isCounted), lastHop);
  for (const each of expired) conclude(traversal, each, { kind: 'dropped', line: undefined, reason: expiry });
  const going = [...others, ...travellers.filter((each) => !isCounted(each))];
  return going.map((each) => ({ ...each, fields: forwarded(each.fields) }));
}

/** Routing drops some packets for their addresses, unless the host is told otherwise. */
function withoutMartians(traversal: Traversal, travellers: Traveller[]): Traveller[] {
  return travellers.flatMap((traveller) =>
    martians(traversal.local, isSentToAnyOwn(traveller)).reduce(
      (going, each) => without(traversal, going, each),
      [traveller],
    ),
  );
}

function without(traversal: Traversal, travellers: Traveller[], { test, unless, reason }: Martians): Traveller[] {
  if (traversal.walk.ruleset.document.family !== 'ipv4') return travellers;
  const [suspects, others] = split(traversal, travellers, test);
  const [taken, dropped] = unless ? split(traversal, suspects, unless) : [[], suspects];
  for (const each of dropped) conclude(traversal, each, { kind: 'dropped', line: undefined, reason });
  return [...others, ...taken];
}

/** True behind a REDIRECT to the address of an interface that the dump does not name. */
function isSentToAnyOwn({ packets, fields }: Traveller): boolean {
  const now = nowOf(fields, 'destination');
  return now.kind === 'key' && isLater(now.key) && !packets.every((box) => box.has(now.key));
}

function deliver(traversal: Traversal, travellers: Traveller[]): void {
  const whole = travellers.map((each) =>
    isFragment(each.fields) ? { ...each, fields: reassembled(each.fields) } : each,
  );
  const mayBeGiven = hasTransparentProxy(traversal.walk.ruleset);
  for (const each of passHook(traversal, 'INPUT', whole)) {
    const isOf = mayBeGiven && !each.listener && each.packets.every(isEstablished);
    conclude(traversal, each, { kind: 'local', listener: each.listener, ...(isOf && { ofConnection: true }) });
  }
}

function isEstablished(box: Box): boolean {
  return equalRanges(box.get('state') as Ranges, range(states.indexOf('ESTABLISHED')));
}

/** From a process: OUTPUT, POSTROUTING; what is sent to this host itself comes in again, past nat. */
function send(traversal: Traversal, travellers: Traveller[]): void {
  const routed = passHook(traversal, 'OUTPUT', without(traversal, travellers, unsendable));
  const [here, elsewhere] = split(traversal, routed, toThisHost);
  const leaving = elsewhere.map((each) =>
    isRoutedAnew(each) ? { ...each, passage: leavingAnew(each.passage, traversal.walk.visits++) } : each,
  );
  for (const each of passHook(traversal, 'POSTROUTING', leaving)) conclude(traversal, each, { kind: 'sent' });
  const overLo = here.map((each) => ({ ...each, passage: overLoopback }));
  const left = passHook(traversal, 'POSTROUTING', overLo);
  const back = left.map((each) => ({ ...each, passage: fromLoopback, fields: confirmed(each.fields) }));
  deliver(traversal, passHook(traversal, 'PREROUTING', back));
}

/** Routing looks again at packets with another destination or mark (net/ipv4/netfilter.c, ip_route_me_harder). */
function isRoutedAnew({ fields }: Traveller): boolean {
  return fields.now.has('destination') || fields.now.has('mark');
}

const thisHost = normalize(['LOCAL', 'BROADCAST', 'MULTICAST'].flatMap((type) => range(addressTypes.indexOf(type))));
const toThisHost: Test = [new Map<Key, Values>([['destinationType', thisHost]])];

/** What TPROXY has given to a socket gets there only if a route says that its mark means this host. */
function splitByListener(traversal: Traversal, travellers: Traveller[]): [Traveller[], Traveller[]] {
  const [given, others] = [travellers.filter((each) => each.listener), travellers.filter((each) => !each.listener)];
  const [here, elsewhere] = split(
    traversal,
    given,
    opaque('an ip rule delivers what TPROXY has marked to this host', true),
  );
  return [here, [...others, ...elsewhere]];
}

function passHook(traversal: Traversal, hook: Hook, travellers: Traveller[]): Traveller[] {
  let current = travellers;
  for (const name of tablesAt[hook]) {
    const table = traversal.tables.get(name);
    if (!table || current.length === 0) continue;
    const atHook = current.map((each) => ({ ...each, fields: fieldsAtHook(each.fields, hook, each.passage) }));
    const pass = name === 'nat' ? passNat : name === 'raw' ? passRaw : passTable;
    const passed = pass({ ...traversal, moment: traversal.walk.visits++ }, table, hook, atHook);
    const joined = joinGoals(traversal, joinAlike(passed));
    const routed = hook === 'OUTPUT' && name === 'nat' ? without(traversal, joined, unroutable) : joined;
    current = withinLimit(traversal, routed);
  }
  return current;
}

/** More travellers that differ only in where nat sends them go on together. */
const maxApart = 64;

/** Whoever asks about thousands of services at once is told where all of their packets may get. */
function joinGoals({ walk }: Traversal, travellers: Traveller[]): Traveller[] {
  if (travellers.length <= maxApart) return travellers;
  const moment = walk.visits++;
  const open = travellers.map((each) =>
    each.rewrittenBy === undefined ? each : { ...withOpenGoal(each, moment), rewrittenBy: 'several' as const },
  );
  return joinAlike(open, (packets) => withAnyGoal(packets, moment));
}

/** More are not followed. */
const maxTravellers = 128;

function withinLimit(traversal: Traversal, travellers: Traveller[]): Traveller[] {
  const reason = 'too many ways to follow; ask about fewer packets';
  for (const each of travellers.slice(maxTravellers))
    conclude(traversal, { ...each, visits: [] }, { kind: 'unknown', reason, line: undefined });
  return travellers.slice(0, maxTravellers);
}

/** Connection tracking comes behind raw; what returns over lo has its connection already. */
function passRaw(traversal: Traversal, table: Table, hook: Hook, travellers: Traveller[]): Traveller[] {
  return travellers.flatMap((each) => {
    if (each.passage.returned) return passTable(traversal, table, hook, [each]);
    const passed = passTable(traversal, table, hook, [{ ...each, fields: beforeTracking(each.fields) }]);
    return passed.map((one) => ({ ...one, fields: tracked(one.fields, each.fields) }));
  });
}

const icmp: Ranges = [protocolNumber('icmp')!, protocolNumber('icmpv6')!].flatMap((number) => range(number));
const related = stateIs('RELATED');
/** An ICMP message that is related to a connection is rewritten as that is; anything else that is related opens its own. */
const firstOfConnection: Test = [
  stateIs('NEW'),
  new Map([...related, ['protocol', subtractRanges(range(0, 255), icmp)]]),
];
const withConnection: Test = ['NEW', 'ESTABLISHED', 'RELATED'].map(stateIs);
const reply: Test = [new Map<Key, Values>([['connectionDirection', range(connectionDirections.indexOf('REPLY'))]])];

function stateIs(state: string): Box {
  return new Map<Key, Values>([['state', range(states.indexOf(state))]]);
}

/**
 * nat is asked for the first packet of a connection, and not again for one that returns over lo. Later packets are rewritten as
 * the first one was, replies the other way round (net/netfilter/nf_nat_core.c).
 */
function passNat(traversal: Traversal, table: Table, hook: Hook, travellers: Traveller[]): Traveller[] {
  const returned = travellers.filter(({ passage }) => passage.returned);
  const [tracked, untracked] = split(
    traversal,
    travellers.filter(({ passage }) => !passage.returned),
    withConnection,
  );
  const { translation } = traversal;
  const isOpen = translation?.sourceIsOpen && changesSource(hook);
  if (translation && !isOpen)
    return [...returned, ...untracked, ...tracked.map((each) => translate(traversal, each, hook, translation))];
  const [first, ofConnection] = split(traversal, tracked, firstOfConnection);
  const passed = [...returned, ...untracked, ...passTable(traversal, table, hook, first)];
  const [replies, later] = split(traversal, ofConnection, reply);
  return [
    ...passed,
    ...later.flatMap((each) => passSilently(traversal, table, hook, each)),
    ...passReplies(traversal, table, hook, replies),
  ];
}

function translate(traversal: Traversal, traveller: Traveller, hook: Hook, translation: Translation): Traveller {
  const place = placeOf(traversal, traveller, hook);
  return { ...traveller, fields: afterTranslation(traveller.fields, translation, place) };
}

function placeOf({ walk, local, moment }: Traversal, { packets }: Traveller, hook: Hook): Place {
  return { hook, family: walk.ruleset.document.family, moment, packets, local };
}

/** What nat did to the first packet happens to a later one without a look at the rules. */
function passSilently(traversal: Traversal, table: Table, hook: Hook, traveller: Traveller): Traveller[] {
  const state = nowOf(traveller.fields, 'state');
  const asFirst = withFields(traveller.fields, [['state', knownValue(states.indexOf('NEW'))]]);
  const silent: Traversal = { ...traversal, journeys: [] };
  const passed = passTable(silent, table, hook, [{ ...traveller, fields: asFirst }]);
  const stopped = silent.journeys.map(({ packets }) => ({ ...traveller, packets, fields: asFirst }));
  return [...passed, ...stopped].map((each) => ({
    ...each,
    visits: traveller.visits,
    fields: withFields(each.fields, [['state', state]]),
  }));
}

/** Replies to what was sent under another source address have their own way back. */
function passReplies(traversal: Traversal, table: Table, hook: Hook, travellers: Traveller[]): Traveller[] {
  if (hook !== 'PREROUTING' || !hasSourceRewriting(traversal.walk.ruleset, table)) return travellers;
  const [translated, others] = split(
    traversal,
    travellers,
    opaque('the connection was given another source address here', true),
  );
  const reason = 'connection tracking gives the reply to whoever opened the connection';
  for (const each of translated) conclude(traversal, each, { kind: 'unknown', reason, line: undefined });
  return others;
}

function passTable(traversal: Traversal, table: Table, hook: Hook, travellers: Traveller[]): Traveller[] {
  return travellers.flatMap((traveller) => {
    const { packets, fields } = traveller;
    const ended = walkTable(traversal.walk, table, hook, [{ packets, fields, steps: undefined, asides: [] }]);
    if (!ended) return [traveller];
    return ended.flatMap((each) => behind(traversal, traveller, each, table.name, hook) ?? []);
  });
}

/** The traveller behind a table; undefined when its way has ended there. */
function behind(
  traversal: Traversal,
  traveller: Traveller,
  { flow, outcome }: EndedFlow,
  table: string,
  hook: Hook,
): Traveller | undefined {
  const { packets, fields, asides } = flow;
  const order = traversal.walk.visits++;
  const visit: Visit = { hook, table, packets, steps: stepsOf(flow), asides, outcome, order };
  const passed: Traveller = { ...traveller, packets, fields, visits: [...traveller.visits, visit] };
  const end = endOf(outcome);
  if (end) return conclude(traversal, passed, end);
  if (outcome.kind === 'policy' && !outcome.policy.name) return byUntoldPolicy(traversal, passed, table, hook);
  return outcome.kind === 'verdict' ? rewriteBy(traversal, passed, outcome.verdict, outcome.line, hook) : passed;
}

function rewriteBy(
  traversal: Traversal,
  traveller: Traveller,
  verdict: Verdict,
  line: number,
  hook: Hook,
): Traveller | undefined {
  if (verdict.kind === 'accept') return traveller;
  const after = afterVerdict(traveller.fields, verdict, placeOf(traversal, traveller, hook));
  if (!after) return conclude(traversal, traveller, { kind: 'unknown', reason: 'its target cannot be read', line });
  const packets = after.bounds.size > 0 ? intersect(traveller.packets, [after.bounds]) : traveller.packets;
  const listener = verdict.kind === 'tproxy' ? verdict.to : traveller.listener;
  return {
    ...traveller,
    packets,
    fields: after.fields,
    listener,
    rewrittenBy: changesSource(hook) ? traveller.rewrittenBy : line,
  };
}

/** A dump may have lost the line with the policy. nat does not take DROP for one. */
function byUntoldPolicy(traversal: Traversal, traveller: Traveller, table: string, hook: Hook): Traveller | undefined {
  if (table === 'nat') return traveller;
  const accepts = opaque(`the policy of ${hook} in ${table}, which is not told here, is ACCEPT`, true);
  const [passed, dropped] = split(traversal, [traveller], accepts);
  for (const each of dropped) conclude(traversal, each, { kind: 'dropped', line: undefined, untold: { hook, table } });
  return passed[0];
}

/** How a table's outcome ends the way; undefined when the packet goes on. */
function endOf(outcome: Outcome): End | undefined {
  switch (outcome.kind) {
    case 'policy':
      return outcome.policy.name === 'DROP' ? { kind: 'dropped', line: outcome.policy.line } : undefined;
    case 'unknown':
      return outcome;
    case 'verdict': {
      const { verdict, line } = outcome;
      if (verdict.kind === 'drop') return { kind: 'dropped', line };
      if (verdict.kind === 'reject') return { kind: 'rejected', answer: verdict.answer, line };
      if (verdict.kind !== 'target') return undefined;
      return { kind: 'unknown', reason: `${verdict.name} gives it to something outside the rules`, line };
    }
  }
}

function conclude(traversal: Traversal, traveller: Traveller, end: End): undefined {
  const { packets, fields, visits, rewrittenBy } = traveller;
  traversal.journeys.push({ packets, fields, visits, end, rewrittenBy });
}

/** Those of the travellers that pass a test of what they are now, and the others. */
function split(traversal: Traversal, travellers: Traveller[], test: Test): [inside: Traveller[], outside: Traveller[]] {
  const visit = traversal.walk.visits++;
  const [inside, outside]: [Traveller[], Traveller[]] = [[], []];
  for (const traveller of travellers) {
    const asked = matchAtVisit(test, traveller.fields, visit);
    const packets = intersect(traveller.packets, asked);
    const others = packets.length === 0 ? traveller.packets : subtract(traveller.packets, asked);
    if (packets.length > 0) inside.push({ ...traveller, packets });
    if (others.length > 0) outside.push({ ...traveller, packets: others });
  }
  return [inside, outside];
}

/** Travellers of whom all is alike but the packets and what they have met go on together. */
function joinAlike(travellers: Traveller[], join: (packets: PacketSet) => PacketSet = simplify): Traveller[] {
  const groups = new Map<Journey['rewrittenBy'], [Traveller, ...Traveller[]][]>();
  for (const traveller of travellers) {
    const others = groups.get(traveller.rewrittenBy) ?? [];
    const known = others.find(([other]) => isAlike(other, traveller));
    if (known) known.push(traveller);
    else groups.set(traveller.rewrittenBy, [...others, [traveller]]);
  }
  return [...groups.values()].flat().map((group) => {
    if (group.length === 1) return group[0];
    const packets = join(group.flatMap((each) => each.packets));
    return { ...group[0], packets, visits: [...new Set(group.flatMap(({ visits }) => visits))] };
  });
}

function isAlike(a: Traveller, b: Traveller): boolean {
  return a.passage === b.passage && a.listener === b.listener && equalFields(a.fields, b.fields);
}
