/** Document symbols: the outline of a dump, its tables and their chains. */

import { type DocumentSymbol, SymbolKind } from 'vscode-languageserver-types';
import { chainOfRule, ruleAt } from '../ruleset/document';
import type { Chain, Mention, Ruleset, Table } from '../ruleset/ruleset';
import { chainsOf } from '../ruleset/table';
import { type Declaration, readCounters } from '../syntax/declaration';
import type { TableLine } from '../syntax/line';
import { type Span, spanText } from '../syntax/span';
import { rangeOf } from './lsp-types';
import { counted } from './numbers';

/** The tables of the dump, with the chains that each declares or fills, in the order of the text. */
export function documentSymbols(ruleset: Ruleset): DocumentSymbol[] {
  return ruleset.tables.map((table) => tableSymbol(ruleset, table));
}

function tableSymbol(ruleset: Ruleset, table: Table): DocumentSymbol {
  const { lines } = ruleset.document.dump;
  const header = lines[table.header] as TableLine;
  const last = lines[table.end - 1]!;
  const first = firstRules(ruleset, table);
  const all = chainsOf(table);
  const chains = all.flatMap((chain) => chainSymbol(ruleset, first, chain) ?? []);
  const rules = all.reduce((sum, chain) => sum + chain.rules, 0);
  return {
    name: table.name === '' ? '*' : table.name,
    detail: `${counted(chains.length, 'chain')}, ${counted(rules, 'rule')}`,
    kind: SymbolKind.Module,
    range: {
      start: { line: table.header, character: 0 },
      end: { line: table.end - 1, character: last.text.length },
    },
    selectionRange: rangeOf(table.header, { start: header.from, end: header.name.end }),
    children: chains.sort((a, b) => comparePlaces(a.selectionRange.start, b.selectionRange.start)),
  };
}

/** Undefined for a chain that is only jumped to, and for a built-in one that the dump does not mention. */
function chainSymbol(ruleset: Ruleset, first: Map<number, Mention>, chain: Chain): DocumentSymbol | undefined {
  const place = chain.declared ?? chain.lost[0] ?? (chain.rules > 0 ? first.get(chain.id) : undefined);
  if (!place) return undefined;
  const declaration = declarationAt(ruleset, place.line, place.span);
  return {
    name: chain.name === '' ? '""' : chain.name,
    detail: [headOf(ruleset, place.line, declaration), counted(chain.rules, 'rule')].filter(Boolean).join(', '),
    kind: chain.builtIn ? SymbolKind.Event : SymbolKind.Function,
    range: rangeOf(place.line, declaration ?? place.span),
    selectionRange: rangeOf(place.line, place.span),
  };
}

/** The first rule line of each chain, by the number of the chain's name; one pass for the whole table. */
function firstRules(ruleset: Ruleset, table: Table): Map<number, Mention> {
  const found = new Map<number, Mention>();
  for (let line = table.header + 1; line < table.end; line++) {
    const chain = chainOfRule(ruleset.document, line);
    if (chain < 0 || found.has(chain)) continue;
    found.set(chain, { line, span: ruleAt(ruleset.document, line)!.chainSpan, role: 'command' });
  }
  return found;
}

function declarationAt(ruleset: Ruleset, line: number, name: Span): Declaration | undefined {
  const text = ruleset.document.dump.lines[line]!;
  if (text.kind !== 'declaration') return undefined;
  return text.declarations.find((declaration) => declaration.name?.start === name.start);
}

/** `ACCEPT [12:720]`; '' for a user-defined chain, whose declaration says nothing. */
function headOf(ruleset: Ruleset, line: number, declaration: Declaration | undefined): string {
  const { text } = ruleset.document.dump.lines[line]!;
  const policy = declaration?.policy ? spanText(text, declaration.policy) : '-';
  if (policy === '-') return '';
  const counters = declaration?.counters ? spanText(text, declaration.counters) : '';
  return readCounters(counters) ? `${policy} ${counters}` : policy;
}

function comparePlaces(a: { line: number; character: number }, b: { line: number; character: number }): number {
  return a.line - b.line || a.character - b.character;
}
