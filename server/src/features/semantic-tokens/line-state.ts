/** What the tokens of a line depend on beyond its own text, as a number: the table, and whether its chains exist. */

import { lineKinds } from '../../ruleset/line-facts';
import { isTargetModule } from '../../ruleset/names';
import { exists, type Ruleset, type Table } from '../../ruleset/ruleset';
import { chainById, missingChains } from '../../ruleset/table';
import { isTable, tableNames } from '../../ruleset/tables';
import { oncePer } from '../../syntax/once';

/** The chain of the command does not exist there. */
export const chainUndefined = 1;
/** The chain that the rule jumps to does not exist there. */
export const targetUndefined = 2;
/** The target's name is that of a chain. */
export const targetIsChain = 4;
/** From here on, the number of the table: 0 for none, 1 for an unknown one. */
const tableShift = 3;

/** The name of the table; '' for none and for an unknown one. */
export function tableOfState(state: number): string {
  return tableNames[(state >> tableShift) - 2] ?? '';
}

/** The states of the lines from `first` up to but not including `end`. */
export function lineStates(ruleset: Ruleset, first: number, end: number): Uint8Array {
  const states = new Uint8Array(end - first);
  const missing = undefinedMentions(ruleset);
  for (const table of ruleset.tables) {
    if (table.end <= first || table.header >= end) continue;
    const number = (isTable(table.name) ? tableNames.indexOf(table.name) + 2 : 1) << tableShift;
    for (let line = Math.max(table.header, first); line < Math.min(table.end, end); line++) {
      states[line - first] = number | jumpState(ruleset, table, line) | (missing.get(line) ?? 0);
    }
  }
  return states;
}

function jumpState({ document }: Ruleset, table: Table, line: number): number {
  const { facts, names, family } = document;
  const target = facts.targets[line]!;
  if (target < 0 || facts.kinds[line] === lineKinds.declaration) return 0;
  if (facts.summaries[line]?.goto || !isTargetModule(names, target, family)) return targetIsChain;
  const chain = chainById(table, target);
  return chain && exists(chain) ? targetIsChain : 0;
}

/** The lines that name chains before they exist. In a fragment these may be loaded already. */
const undefinedMentions = oncePer((ruleset: Ruleset): ReadonlyMap<number, number> => {
  const mentions = new Map<number, number>();
  for (const table of ruleset.tables) {
    if (table.fragment || !isTable(table.name)) continue;
    for (const { missing } of missingChains(table)) {
      for (const { line, role } of missing) {
        const bit = role === 'jump' || role === 'goto' ? targetUndefined : chainUndefined;
        mentions.set(line, (mentions.get(line) ?? 0) | bit);
      }
    }
  }
  return mentions;
});
