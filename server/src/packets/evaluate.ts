/** Sends a packet set through one built-in chain: first match wins, jumps, gotos, RETURN, policies; three-valued. */

import type { Ruleset, Table } from '../ruleset/ruleset';
import { notedBefore } from './connection';
import { type Hook, hasOwner } from './dimensions';
import { asAsked, type Fields, withFields } from './fields';
import { type Outcome, type Step, stepsOf } from './flow';
import { withoutSender } from './netfilter';
import { type Box, type PacketSet, simplify } from './packet-set';
import { type Detail, startWalk, walkTable } from './walk';

/** Packets that go the same way. */
export interface Branch {
  packets: PacketSet;
  steps: readonly Step[];
  outcome: Outcome;
}

export interface EvaluateOptions {
  detail: Detail;
  /** Work that may be spent, in boxes looked at; packets left when it is used up become a branch `unknown`. */
  budget?: number;
}

/** Disjoint branches that together hold all the packets. The chain is one of the table's built-in ones. */
export function evaluate(
  ruleset: Ruleset,
  table: Table,
  hook: Hook,
  packets: PacketSet,
  options: EvaluateOptions,
): Branch[] {
  if (packets.length === 0) return [];
  const walk = startWalk(ruleset, options.detail, options.budget);
  const flow = { packets, fields: fieldsAt(hook), steps: undefined, asides: [] };
  const ended = walkTable(walk, table, hook, [flow]) ?? [];
  return mergeBranches(
    ended.map((each) => ({ packets: each.flow.packets, steps: stepsOf(each.flow), outcome: each.outcome })),
  );
}

/** The packets are asked about as they come to the table, wherever they come from. */
const onTheWay: Fields = { ...asAsked, now: new Map(notedBefore) };

/** Where no socket of this host has sent the packet, the kernel refuses to ask for its owner. */
function fieldsAt(hook: Hook): Fields {
  return hasOwner(hook) ? onTheWay : withFields(onTheWay, noSender);
}

const noSender = [
  ['uid', withoutSender],
  ['gid', withoutSender],
] as const;

/** Branches with the same steps and the same end become one. */
function mergeBranches(branches: readonly Branch[]): Branch[] {
  const merged = new Map<string, Branch & { packets: Box[] }>();
  for (const branch of branches) {
    const key = `${branch.steps.map((step) => step.line).join(' ')}|${outcomeKey(branch.outcome)}`;
    const known = merged.get(key);
    if (known) known.packets.push(...branch.packets);
    else merged.set(key, { ...branch, packets: [...branch.packets] });
  }
  return [...merged.values()].map((branch) => ({ ...branch, packets: simplify(branch.packets) }));
}

function outcomeKey(outcome: Outcome): string {
  return outcome.kind === 'unknown' ? `unknown ${outcome.reason}` : outcome.kind;
}
