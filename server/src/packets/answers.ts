/** What a trace answers: where packets end, by which path, joined where they end alike. */

import { groupsBy } from '../ruleset/groups';
import { once } from '../syntax/once';
import type { Hook } from './dimensions';
import { nowOf, valuesNow } from './fields';
import type { Step } from './flow';
import { commonSource, type NewSource, newSourceOf, sourceKey } from './new-source';
import { intersect, isSubset, type PacketSet, simplify } from './packet-set';
import type { Ranges } from './ranges';
import type { Policy } from './table-rules';
import type { End, Journey, Visit } from './traverse';
import { plainest } from './witness';

/** A rule that packets match on their way, or the policy at the end of a built-in chain. */
export interface PathStep {
  hook: Hook;
  table: string;
  chain: string;
  /** The rule with what it does, or the policy. */
  does: { step: Step } | { policy: Policy };
  /** Those of the packets followed that come by here; undefined when all of them do. */
  only: PacketSet | undefined;
}

/** Packets that end alike. */
export interface Answer {
  packets: PacketSet;
  end: End;
  /** In the packet's order; found out when it is looked at. */
  path: () => readonly PathStep[];
  /** The packets whose path it is: all of them, or only those around the witness where all of them take too many ways. */
  followed: PacketSet;
  /** Where the packets are sent now, if that differs from where they were sent, or is known. */
  address: Ranges | undefined;
  port: Ranges | undefined;
  /** The line of the rule that last gave the packets another destination, or several did; undefined where none did. */
  rewrittenBy: Journey['rewrittenBy'];
  /** What the source of packets that leave this host has become; undefined where it stays as it was. */
  source: NewSource | undefined;
}

/** Disjoint answers that together hold all the packets of the journeys; journeys of the same end are one. */
export function answersOf(journeys: readonly Journey[]): Answer[] {
  return groupsBy(journeys, endKey).map(answerOf);
}

function answerOf(journeys: [Journey, ...Journey[]]): Answer {
  const [first] = journeys;
  const packets = simplify(journeys.flatMap((each) => each.packets));
  const { end, fields, rewrittenBy } = first;
  const visits = [...new Set(journeys.flatMap((each) => each.visits))];
  const followed = isTooMuch(visits, packets) ? [plainest(packets)!] : packets;
  return {
    packets,
    end,
    rewrittenBy,
    source: commonSource(journeys),
    followed,
    path: once(() => pathOf(visits, followed)),
    address: isOneGoal(journeys) ? valuesNow(fields, 'destination', packets) : undefined,
    port:
      end.kind === 'local' && end.listener
        ? portOfListener(end.listener)
        : valuesNow(fields, 'destinationPort', packets),
  };
}

/** True where all packets are sent to the same address; those that get nowhere need not be. */
function isOneGoal([first, ...others]: readonly [Journey, ...Journey[]]): boolean {
  const goal = nowKey(nowOf(first.fields, 'destination'));
  return others.every(({ fields }) => nowKey(nowOf(fields, 'destination')) === goal);
}

/** `15006`, `10.0.0.1:15006` or `[::1]:15006`, as the verdict has it. */
function portOfListener(listener: string): Ranges | undefined {
  const port = /(\d+)$/.exec(listener)?.[1];
  return port === undefined ? undefined : [{ low: Number(port), high: Number(port) }];
}

/** Where packets are sent matters only for those that get there; with which source, for those that no rule sends elsewhere. */
function endKey(journey: Journey): string {
  const { end, fields, rewrittenBy } = journey;
  if ('line' in end) {
    const untold = 'untold' in end ? end.untold : undefined;
    return [end.kind, end.line, 'reason' in end ? end.reason : '', untold?.hook, untold?.table].join('|');
  }
  const listener = end.kind === 'local' ? end.listener : undefined;
  const goal =
    rewrittenBy === undefined
      ? [sourceKey(newSourceOf(journey))]
      : [nowOf(fields, 'destination'), nowOf(fields, 'destinationPort')].map(nowKey);
  const isOfConnection = end.kind === 'local' && end.ofConnection;
  return [end.kind, listener, isOfConnection, rewrittenBy, ...goal].join('|');
}

function nowKey(now: ReturnType<typeof nowOf>): string {
  if (now.kind !== 'value') return now.kind === 'key' ? now.key : now.kind;
  return (now.values as Ranges).map(({ low }) => low).join(' ');
}

/** A path by more tables and rules than these is nothing that somebody could follow. */
const maxVisits = 200;

/** More boxes are not held against those of each visit two by two. */
const maxPairs = 1_000_000;

function isTooMuch(visits: readonly Visit[], { length }: PacketSet): boolean {
  if (visits.length > maxVisits) return true;
  const boxes = visits.flatMap(({ packets, asides }) => [packets, ...asides.map((aside) => aside.packets)]);
  return length * boxes.reduce((sum, each) => sum + each.length, 0) > maxPairs;
}

interface Passed {
  step: Omit<PathStep, 'only'>;
  packets: PacketSet[];
  order: number;
}

function pathOf(visits: readonly Visit[], packets: PacketSet): PathStep[] {
  const passed = new Map<string, Passed>();
  for (const visit of visits) addVisit(passed, visit, intersect(packets, visit.packets));
  const inOrder = [...passed.values()].sort((a, b) => a.order - b.order);
  const known: { set: PacketSet; part: Part }[] = [];
  const partBy = (set: PacketSet) => {
    const found = known.find((each) => areSame(each.set, set));
    if (found) return found.part;
    const part = partOf(packets, set);
    known.push({ set, part });
    return part;
  };
  return inOrder.flatMap(({ step, packets: by }) => {
    const only = partBy(by.flat());
    return only === 'none' ? [] : [{ ...step, only: only === 'all' ? undefined : only }];
  });
}

/** Some of an answer's packets. */
type Part = PacketSet | 'all' | 'none';

/** True for the very same boxes in the same order, as steps of one visit have them. */
function areSame(a: PacketSet, b: PacketSet): boolean {
  return a.length === b.length && a.every((box, i) => box === b[i]);
}

/** Adds the steps of a visit, with those of the packets followed that come by there. */
function addVisit(passed: Map<string, Passed>, visit: Visit, packets: PacketSet): void {
  const { hook, table, outcome } = visit;
  if (packets.length === 0) return;
  const add = (chain: string, does: PathStep['does'], order: number, by: PacketSet) => {
    const key = [hook, table, 'step' in does ? does.step.line : 'policy'].join(' ');
    const known = passed.get(key);
    if (known) known.packets.push(by);
    else passed.set(key, { step: { hook, table, chain, does }, packets: [by], order });
  };
  for (const step of visit.steps) add(step.chain, { step }, step.order, packets);
  for (const { step, packets: some } of visit.asides) add(step.chain, { step }, step.order, intersect(packets, some));
  if (outcome.kind === 'policy') add(hook, { policy: outcome.policy }, visit.order, packets);
}

/** How much of the packets a part of them is. */
function partOf(packets: PacketSet, part: PacketSet): Part {
  if (part.length === 0) return 'none';
  return isSubset(packets, part) ? 'all' : part;
}
