/** Packets on their way through a table: which, what has become of them, which rules they met. */

import { equalFields, type Fields } from './fields';
import { type PacketSet, simplify } from './packet-set';
import type { Policy } from './table-rules';
import type { Action, Verdict } from './target';

/** A rule that a packet matches on its way, with what the rule does. */
export interface Step {
  line: number;
  chain: string;
  /** Number of the rule in its chain, from 1. */
  number: number;
  action: Action;
  /** Grows along the way. */
  order: number;
}

/** A rule that only some packets of a flow match, or whose jump came to nothing. */
export interface Aside {
  step: Step;
  packets: PacketSet;
}

/** How the way through a table ends. */
export type Outcome =
  | { kind: 'verdict'; verdict: Verdict; line: number }
  | { kind: 'policy'; policy: Policy }
  | { kind: 'unknown'; reason: string; line: number | undefined };

export interface Flow {
  /** As they were when they were asked about. */
  packets: PacketSet;
  fields: Fields;
  steps: StepList | undefined;
  asides: readonly Aside[];
}

/** The steps so far, the last one first. */
export interface StepList {
  step: Step;
  before: StepList | undefined;
}

/** Packets that a table is done with. */
export interface EndedFlow {
  flow: Flow;
  outcome: Outcome;
}

/** The steps in the packet's order. */
export function stepsOf(flow: Flow): Step[] {
  const steps: Step[] = [];
  for (let each = flow.steps; each; each = each.before) steps.push(each.step);
  return steps.reverse();
}

/** Flows that have come the same way to the same state go on together; `spend` is told how much work joining takes. */
export function joinAlike(flows: readonly Flow[], spend: (work: number) => void): Flow[] {
  const groups: [Flow, ...Flow[]][] = [];
  for (const flow of flows) {
    const known = groups.find(([other]) => other.steps === flow.steps && equalFields(other.fields, flow.fields));
    if (known) known.push(flow);
    else groups.push([flow]);
  }
  return groups.map((group) => {
    if (group.length === 1) return group[0];
    const packets = simplify(group.flatMap((each) => each.packets));
    spend(packets.length);
    return { ...group[0], packets, asides: joinAsides(group.map((each) => each.asides)) };
  });
}

function joinAsides(lists: readonly (readonly Aside[])[]): readonly Aside[] {
  const [first, ...others] = new Set(lists.filter((each) => each.length > 0));
  return others.length === 0 ? (first ?? []) : [...new Set([first!, ...others].flat())];
}
