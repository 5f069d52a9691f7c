/** What the titles of all kinds of lenses share. */

import type { Hook } from '../../packets/dimensions';
import { packetsAt } from '../../packets/dimensions';
import { type Branch, evaluate } from '../../packets/evaluate';
import type { Box, PacketSet } from '../../packets/packet-set';
import type { PhraseContext } from '../../packets/phrases';
import type { Detail } from '../../packets/walk';
import { findChain, type Ruleset, type Table } from '../../ruleset/ruleset';
import { conditionTeller } from '../sentence/condition-words';

/** A title and the lines that it speaks of, in a packet's order; lines may repeat. */
export interface Title {
  title: string;
  lines: number[];
}

/** Work for one lens; see evaluate. */
const lensBudget = 60_000;

/** Branches of some packets at a built-in chain. */
export function branchesOf(ruleset: Ruleset, table: Table, hook: Hook, packets: PacketSet, detail: Detail): Branch[] {
  return evaluate(ruleset, table, hook, packets, { detail, budget: lensBudget });
}

/** All packets that a built-in chain can see. */
export function allPackets(ruleset: Ruleset, table: Table, hook: Hook): Box {
  return packetsAt(hook, table.name, ruleset.document.family);
}

export function phraseContext(ruleset: Ruleset, hook: Hook): PhraseContext {
  return { family: ruleset.document.family, hook, sayCondition: conditionTeller(ruleset) };
}

/** `in` where packets arrive, `out` where they leave. */
export function directionOf(hook: Hook): string {
  if (hook === 'FORWARD') return 'through';
  return hook === 'PREROUTING' || hook === 'INPUT' ? 'in' : 'out';
}

/** The line that declares a built-in chain, if one does. */
export function declarationLines(ruleset: Ruleset, table: Table, hook: Hook): number[] {
  const declared = findChain(ruleset, table, hook)?.declared;
  return declared ? [declared.line] : [];
}

/** Items of the same text together, in the order in which each text first appears; no group is empty. */
export function groupBy<T>(items: readonly T[], textOf: (item: T) => string): T[][] {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(textOf(item));
    if (group) group.push(item);
    else groups.set(textOf(item), [item]);
  }
  return [...groups.values()];
}
