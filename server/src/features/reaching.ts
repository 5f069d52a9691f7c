/** "Which packets reach this?": for a rule, a policy or a listener the packets that get there, in words, each set with one of them. */

import { compileRule } from '../packets/compiled-rule';
import { describe } from '../packets/describe';
import { type Hook, type Key, states } from '../packets/dimensions';
import { withGoal } from '../packets/end-words';
import { asAskedTest, nowOf, valuesNow } from '../packets/fields';
import { laterFragments } from '../packets/fragments';
import { addressText } from '../packets/goal-text';
import {
  type Box,
  equalValues,
  hull,
  intersect,
  type PacketSet,
  simplify,
  subtract,
  withValues,
} from '../packets/packet-set';
import { entryContext, impossibleIn, packetsText } from '../packets/packet-words';
import { packetsGoing, type Told } from '../packets/question';
import { range } from '../packets/ranges';
import { hooksTo, packetsByWays, packetsOfRule, waysTo } from '../packets/reach';
import { type Direction, type Journey, traverse, type Visit } from '../packets/traverse';
import { type Witness, witness } from '../packets/witness';
import { witnessWords } from '../packets/witness-words';
import { type Ruleset, type Table, tableAt } from '../ruleset/ruleset';
import { builtInsOf } from '../ruleset/table';
import type { Line, RuleLine } from '../syntax/line';
import { whyUnreached } from './reaching/why-unreached';
import { sampleOf } from './sample-packets';
import { conditionTeller } from './sentence/condition-words';

/** Packets that get there, of one direction or of several in which the words are the same. */
export interface Reaching {
  directions: Direction[];
  /** As they are before the first table sees them; where there are no words for them, boxes may overlap. */
  packets: PacketSet;
  words: string;
  witness: Witness;
  /** The witness in the words of a question: `in tcp 8080 from 10.0.0.2 to 10.0.0.1 iface eth0`. */
  example: string;
}

export interface ReachingAnswer {
  /** Empty: no packet gets there, if `complete`. */
  reaching: Reaching[];
  /** False where not all packets could be followed, so that there may be more. */
  complete: boolean;
  /** Why no packet gets there, where few words can tell; '' otherwise. */
  why: string;
}

/**
 * The packets that match the rule on a line, or that meet the policy that it declares; undefined for other lines. Those that open a
 * connection between two hosts are looked for first, all others only where none of these gets there.
 */
export function packetsReaching(ruleset: Ruleset, line: number): ReachingAnswer | undefined {
  const table = tableAt(ruleset, line);
  const kind = ruleset.document.dump.lines[line]?.kind;
  const isPolicy = table && builtInsOf(table).some((chain) => chain.declared?.line === line);
  if (!table || (kind !== 'rule' && !isPolicy)) return undefined;
  const arrived = (journey: Journey) =>
    journey.visits.flatMap((visit) => (visit.table === table.name ? packetsAt(visit, line) : []));
  const startsOf = (kind: Kind) => (direction: Direction) =>
    withFragments(ruleset, table, line, startOf(ruleset, table, line, direction, kind));
  let answer: ReachingAnswer | undefined;
  for (const kind of kinds) {
    const named = (direction: Direction) => namedBy(ruleset, table, line, beginning(ruleset, direction, kind));
    answer = answerWithin(ruleset, startsOf(kind), named, arrived, kind, answer?.complete ?? true);
    if (answer.reaching.length > 0) return answer;
  }
  return isPolicy ? answer : { ...answer!, why: whyUnreached(ruleset, table, line) };
}

/** Packets of which all are looked for that get to a rule. */
interface Kind extends Told {
  opening?: true;
}

/** The usual ones first, the others where none of these gets there. */
const kinds = [{ opening: true }, { destination: true }, { destination: true, source: true }] as const satisfies Kind[];
const [usual] = kinds;

/** The packets that are given to a listener on a port of this host, as they were sent. */
export function packetsReachingPort(ruleset: Ruleset, port: number): ReachingAnswer {
  const all = (direction: Direction) => beginning(ruleset, direction, usual);
  const named = (direction: Direction) => intersect(all(direction), [new Map([['destinationPort', range(port)]])]);
  return answerWithin(ruleset, all, named, (journey) => intersect(givenTo(journey, port), withPorts), usual);
}

/** tcp and udp. */
const withPorts: PacketSet = [new Map([['protocol', [6, 17].flatMap((number) => range(number))]])];

const directions: readonly Direction[] = ['in', 'forward', 'out'];

/** More boxes are not put into words, and may overlap. */
const mostTold = 300;

type PacketsOf = (direction: Direction) => PacketSet;

/** What all packets, and what some of them may cost, so that nobody waits. */
const [workForAll, workForSome] = [150_000, 15_000];

/** Where all packets take too long to follow, a few of those that are `named` are, else a few of all. */
function answerWithin(
  ruleset: Ruleset,
  start: PacketsOf,
  named: PacketsOf,
  arrived: (journey: Journey) => PacketSet,
  kind: Kind,
  mayFollowAll = true,
): ReachingAnswer {
  const isVast = ruleset.document.dump.lines.length > maxLines;
  const all: PacketsOf = (direction) => beginning(ruleset, direction, kind);
  if (mayFollowAll && !(isVast && directions.some((each) => isBroad(start(each), all(each))))) {
    const whole = answerFor(ruleset, start, arrived, kind, workForAll);
    if (whole.complete) return whole;
  }
  const sample = sampleOf(ruleset);
  const ofNamed: PacketsOf = (direction) => intersect(start(direction), named(direction));
  const fewOf = (packets: PacketsOf): PacketsOf => {
    return (direction) => intersect(packets(direction), sample);
  };
  for (const some of [ofNamed, fewOf(ofNamed), fewOf(start)]) {
    const found = answerFor(ruleset, some, arrived, kind, workForSome);
    if (found.reaching.length > 0) return { ...found, reaching: found.reaching.map(amongOthers), complete: false };
  }
  return { reaching: [], complete: false, why: '' };
}

/** Of larger rulesets nobody can follow all packets in time. */
const maxLines = 12_000;

/** True where packets to every address and port of a direction are. */
function isBroad(packets: PacketSet, all: PacketSet): boolean {
  const [own, whole] = [hull(packets), hull(all)];
  const isWhole = (key: Key) => equalValues(key, own!.get(key)!, whole!.get(key)!);
  return own !== undefined && isWhole('destination') && isWhole('destinationPort');
}

/** Words that say more than this say which packets were looked at, rather than which there are. */
const mostWords = 120;

function amongOthers(found: Reaching): Reaching {
  const words = found.words.length > mostWords || found.words === tooMany ? tooMany : `among others ${found.words}`;
  return { ...found, words };
}

const tooMany = 'under more conditions than fit here';

function answerFor(
  ruleset: Ruleset,
  start: PacketsOf,
  arrived: (journey: Journey) => PacketSet,
  kind: Kind,
  budget: number,
): ReachingAnswer {
  const reaching: Reaching[] = [];
  let complete = true;
  let left = budget;
  for (const [index, direction] of directions.entries()) {
    const packets: PacketSet[] = [];
    const spent = (work: number) => {
      left -= work;
    };
    const journeys = traverse(ruleset, direction, start(direction), {
      budget: Math.max(left / (directions.length - index), 0),
      spent,
    });
    for (const journey of journeys) {
      if (journey.end.kind === 'unknown' && journey.end.line === undefined) complete = false;
      packets.push(arrived(journey));
    }
    const boxes = packets.flat();
    const set = boxes.length > mostTold ? boxes : simplify(disjointUnion(boxes));
    const found = reachingOf(ruleset, direction, set, beginning(ruleset, direction, kind));
    if (found) addAlike(reaching, withNamedGoal(found, journeys, ruleset));
  }
  return { reaching, complete, why: '' };
}

/** Packets that the rule and the jumps to it ask for as they are sent; others may be rewritten on the way so that they get there, too. */
function namedBy(ruleset: Ruleset, table: Table, line: number, all: PacketSet): PacketSet {
  if (ruleset.document.dump.lines[line]?.kind !== 'rule') return [];
  const { ways, complete } = waysTo(ruleset, table, line);
  const asked = all.flatMap((box) =>
    complete ? packetsByWays(ruleset, line, ways, box) : packetsOfRule(ruleset, line, box),
  );
  return asked.length > mostTold ? [] : disjointUnion(asked);
}

/** Fragments of IPv4 are told from whole packets only where the rule or a jump to it asks for them. */
function withFragments(ruleset: Ruleset, table: Table, line: number, packets: PacketSet): PacketSet {
  const { dump, family } = ruleset.document;
  if (family !== 'ipv4' || dump.lines[line]?.kind !== 'rule') return packets;
  const lines = [line, ...waysTo(ruleset, table, line).ways.flatMap((way) => way.lines)];
  const isAsked = lines.some((each) => compileRule(dump.lines[each] as RuleLine, family).keys.has('extensions'));
  return isAsked ? [...intersect(packets, laterFragments), ...subtract(packets, laterFragments)] : packets;
}

/** The packets of a direction and a kind. */
function beginning(ruleset: Ruleset, direction: Direction, kind: Kind): PacketSet {
  const all = packetsGoing(direction, ruleset.document.family, kind);
  return kind.opening ? intersect(all, [new Map([['state', range(states.indexOf('NEW'))]])]) : all;
}

/**
 * Packets among which all are that get to the line. Where nothing can have rewritten them before, those that the rule and the
 * jumps to it do not ask for are left out at once.
 */
function startOf(ruleset: Ruleset, table: Table, line: number, direction: Direction, kind: Kind): PacketSet {
  const all = beginning(ruleset, direction, kind);
  if (ruleset.document.dump.lines[line]?.kind !== 'rule') return all;
  const first = table.name === 'nat' ? beforeRouting : isAlone(ruleset, table) ? beforeRewriting : undefined;
  const hooks = hooksTo(ruleset, table, line);
  if (!first || hooks.some((hook) => !Object.values(first).some((some) => some.includes(hook)))) return all;
  // What is sent over lo comes in at other hooks too, where it has other interfaces.
  if (direction === 'out' && table.name !== 'nat' && hooks.some((hook) => hook !== 'OUTPUT')) return all;
  const { ways, complete } = waysTo(ruleset, table, line);
  const own = ways.filter(({ hook }) => first[direction].includes(hook));
  return all.flatMap((box) => {
    const asked = complete ? packetsByWays(ruleset, line, own, box) : packetsOfRule(ruleset, line, box);
    // The interface that routing will choose is not known yet where packets come in.
    const leaving = box.get('outInterface')!;
    return direction === 'in' ? disjointUnion(asked.map((each) => withValues(each, 'outInterface', leaving))) : asked;
  });
}

type FirstHooks = Readonly<Record<Direction, readonly Hook[]>>;

/** Where nat looks at packets before it has rewritten them. */
const beforeRouting: FirstHooks = { in: ['PREROUTING'], forward: ['PREROUTING'], out: ['OUTPUT'] };

/** Where other tables do when there is no rule that rewrites. */
const beforeRewriting: FirstHooks = { in: ['INPUT'], forward: ['FORWARD'], out: ['OUTPUT'] };

/** True when no other table has a rule. */
function isAlone(ruleset: Ruleset, table: Table): boolean {
  const { lines } = ruleset.document.dump;
  return (
    table.name === 'filter' &&
    !ruleset.tables.some((other) => other !== table && lines.slice(other.header, other.end).some(isRule))
  );
}

function isRule({ kind }: Line): boolean {
  return kind === 'rule';
}

/** Those that match the rule, or meet the policy, on a line when they pass the table. */
function packetsAt({ packets, steps, asides, outcome }: Visit, line: number): PacketSet {
  if (steps.some((step) => step.line === line)) return packets;
  if (outcome.kind === 'policy' && outcome.policy.line === line) return packets;
  return asides.flatMap((aside) => (aside.step.line === line ? some(aside.packets, packets) : []));
}

/** What both sets hold; once that is more than is told no more is looked for. */
function some(set: PacketSet, packets: PacketSet): PacketSet {
  const found: Box[] = [];
  for (const box of set) {
    if (found.length > mostTold) break;
    found.push(...intersect([box], packets));
  }
  return found;
}

function givenTo({ end, fields, packets }: Journey, port: number): PacketSet {
  if (end.kind !== 'local') return [];
  if (end.listener !== undefined) return end.listener.endsWith(`:${port}`) || end.listener === `${port}` ? packets : [];
  const asked = asAskedTest(nowOf(fields, 'destinationPort'), range(port));
  if (typeof asked === 'boolean') return asked ? packets : [];
  return 'key' in asked ? intersect(packets, [new Map([[asked.key, asked.values]])]) : [];
}

function disjointUnion(boxes: PacketSet): PacketSet {
  const union: Box[] = [];
  for (const box of boxes) union.push(...subtract([box], union));
  return union;
}

function reachingOf(ruleset: Ruleset, direction: Direction, packets: PacketSet, all: PacketSet): Reaching | undefined {
  const { family } = ruleset.document;
  const found = witness(packets, family);
  if (!found) return undefined;
  const within = hull(all)!;
  const impossible = impossibleIn(within, all);
  const say = conditionTeller(ruleset);
  const parts = describe(packets, within, entryContext(family, direction, say), impossible);
  const words = parts?.map(packetsText).join('; or ') ?? tooMany;
  return { directions: [direction], packets, words, witness: found, example: witnessWords(found, direction, say) };
}

/** Names the new destination where there is only one. */
function withNamedGoal(found: Reaching, journeys: readonly Journey[], { document: { family } }: Ruleset): Reaching {
  const sent = journeys.filter(({ rewrittenBy }) => rewrittenBy !== undefined);
  const goals = sent.map(({ fields, packets }) => addressText(valuesNow(fields, 'destination', packets), family));
  const [goal] = goals;
  if (goal === undefined || goals.some((each) => each !== goal)) return found;
  return { ...found, words: withGoal(found.words, goal), example: withGoal(found.example, goal) };
}

/** Directions of the same words are told as one. */
function addAlike(reaching: Reaching[], found: Reaching): void {
  const same = reaching.find(({ words }) => words === found.words);
  if (same) same.directions.push(...found.directions);
  else reaching.push(found);
}

const directionWords: Record<Direction, string> = {
  in: 'coming in to this host',
  forward: 'coming in for other hosts',
  out: 'sent by this host',
};

/** The answer as lines of plain text, for a message or the command line. */
export function reachingText({ reaching, complete, why }: ReachingAnswer): string {
  const lines = reaching.flatMap(({ directions: all, words, example }) => [
    `${all.map((each) => directionWords[each]).join(', or ')}: ${words}`,
    `  for example ${example}`,
  ]);
  if (lines.length === 0) lines.push(complete ? `no packet${why && `: ${why}`}` : 'no packet was found');
  if (!complete) lines.push('There may be more: not all packets could be followed.');
  return lines.join('\n');
}
