/** Hover: what the word at a place means, and what it does in this dump. */

import type { Hover } from 'vscode-languageserver-types';
import { tableKnowledge } from '../knowledge/built-in';
import { type Ruleset, type Table, tableAt } from '../ruleset/ruleset';
import { tableTotals } from '../ruleset/table';
import { builtInChains, tableNames } from '../ruleset/tables';
import type { CommitLine, DeclarationLine, TableLine } from '../syntax/line';
import { spanText, touches } from '../syntax/span';
import { chainText } from './hover/chain';
import { declaredCountersText, policyText } from './hover/declared-policy';
import { expectationHover } from './hover/expectation';
import type { HoverText } from './hover/place';
import { ruleHover } from './hover/rule';
import { rangeOf } from './lsp-types';
import { andList, blocks, bullets, code, title } from './markdown';
import { chainNameAt } from './names-at';
import { counted } from './numbers';

/** What stands at a place, as Markdown, with the range of the word; undefined where there is nothing to say. */
export function hover(ruleset: Ruleset, line: number, column: number): Hover | undefined {
  const found = chainHover(ruleset, line, column) ?? wordHover(ruleset, line, column);
  return found && { contents: { kind: 'markdown', value: found.text }, range: rangeOf(line, found) };
}

function chainHover(ruleset: Ruleset, line: number, column: number): HoverText | undefined {
  const named = chainNameAt(ruleset, line, column);
  if (!named) return undefined;
  const { start, end } = named.mention.span;
  return { start, end, text: chainText(ruleset, named) };
}

function wordHover(ruleset: Ruleset, index: number, column: number): HoverText | undefined {
  const line = ruleset.document.dump.lines[index];
  switch (line?.kind) {
    case 'table':
      return tableHover(ruleset, line, tableAt(ruleset, index), column);
    case 'declaration':
      return declarationHover(ruleset, line, index, column);
    case 'commit':
      return commitHover(line, tableAt(ruleset, index), column);
    case 'comment':
      return expectationHover(ruleset, line.text);
    case 'rule':
      return ruleHover(ruleset, index, column);
    default:
      return undefined;
  }
}

function tableHover(
  ruleset: Ruleset,
  line: TableLine,
  table: Table | undefined,
  column: number,
): HoverText | undefined {
  const span = { start: line.from, end: line.name.end };
  if (!touches(span, column)) return undefined;
  const name = spanText(line.text, line.name);
  const known = tableKnowledge(name);
  const head = title(`*${name}`, known ? 'table' : 'no table of iptables');
  if (!known) return { ...span, text: blocks(head, `The tables are ${andList(tableNames.map(code))}.`) };
  return { ...span, text: blocks(head, known.purpose, table && bullets(tableFacts(ruleset, table)), known.consulted) };
}

function tableFacts({ lineTold = (line) => line }: Ruleset, table: Table): string[] {
  const { rules, ownChains } = tableTotals(table);
  const commit = table.commit === undefined ? undefined : lineTold(table.commit);
  return [
    `${counted(rules, 'rule')}, ${counted(ownChains, 'user-defined chain')}`,
    `Built-in chains: ${builtInChains(table.name).map(code).join(', ')}`,
    ...(table.commit === undefined ? ['**No `COMMIT`**'] : []),
    ...(commit === undefined ? [] : [`Until \`COMMIT\` on line ${commit + 1}`]),
  ];
}

function declarationHover(
  ruleset: Ruleset,
  line: DeclarationLine,
  index: number,
  column: number,
): HoverText | undefined {
  const table = tableAt(ruleset, index);
  for (const { name, policy, counters } of line.declarations) {
    const chain = name ? spanText(line.text, name) : '';
    if (policy && touches(policy, column)) {
      const builtIn = builtInChains(table?.name ?? '').includes(chain);
      return { ...policy, text: policyText(spanText(line.text, policy), chain, builtIn) };
    }
    if (counters && touches(counters, column)) {
      const text = declaredCountersText(ruleset, table, chain, spanText(line.text, counters));
      return text === undefined ? undefined : { ...counters, text };
    }
  }
  return undefined;
}

function commitHover({ word, text }: CommitLine, table: Table | undefined, column: number): HoverText | undefined {
  if (!touches(word, column)) return undefined;
  const written = spanText(text, word);
  const head = title(written, table ? `end of table ${code(table.name)}` : 'outside of every table');
  const exact = text === 'COMMIT' ? '' : 'Only `COMMIT` in capitals, alone on its line, counts.';
  return { ...word, text: blocks(head, 'Loads the whole table at once: everything above, or nothing.', exact) };
}
