/** What a ruleset says, to be compared with another one. */

import { reachOf } from '../../server/src/ruleset/reach';
import type { Chain, Ruleset, Table } from '../../server/src/ruleset/ruleset';
import { chainsOf } from '../../server/src/ruleset/table';

/** Lines, tables and chains of a document as text; not the numbers of names, which depend on its history. */
export function contentOf({ document, tables, oddLines, outside, expectations }: Ruleset): string {
  return JSON.stringify([document.dump, oddLines, outside, expectations, tables.map(contentOfTable)]);
}

function contentOfTable(table: Table): unknown[] {
  const { facts, reach, ...said } = table;
  const { hooks, mayLoop } = reachOf(table);
  const jumpLines = Array.from({ length: facts.jumpCount }, (_, i) => facts.jumpLines[i]);
  return [said, mayLoop, jumpLines, chainsOf(table).map((chain) => contentOfChain(table, hooks, chain))];
}

function contentOfChain({ facts }: Table, hooks: ArrayLike<number>, chain: Chain): unknown[] {
  const { id, name, builtIn, declared, again, lost, missing, rules, jumps, firstUse } = chain;
  const places = [facts.refused[id]! | 0, hooks[id]! | 0];
  return [name, builtIn, declared, again, lost, missing, rules, jumps, firstUse, ...places];
}
