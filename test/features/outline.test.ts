// Document symbols and folding ranges, written down as lines of text.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'mocha';
import type { DocumentSymbol, Range } from 'vscode-languageserver-types';
import { documentSymbols } from '../../server/src/features/document-symbols';
import { foldingRanges } from '../../server/src/features/folding';
import { rulesetOf, tableOf } from './cursor';

const kinds: Partial<Record<DocumentSymbol['kind'], string>> = { 2: 'table', 24: 'built-in', 12: 'user-defined' };

function lineOf(symbol: DocumentSymbol, indent: string): string[] {
  const { start } = symbol.selectionRange;
  const line = `${indent}${symbol.name} · ${symbol.detail} · ${kinds[symbol.kind]} ${start.line + 1}:${start.character + 1}`;
  return [line, ...(symbol.children ?? []).flatMap((child) => lineOf(child, `${indent}  `))];
}

function contains(outer: Range, inner: Range): boolean {
  const before = (a: Range['start'], b: Range['start']) =>
    a.line < b.line || (a.line === b.line && a.character <= b.character);
  return before(outer.start, inner.start) && before(inner.end, outer.end);
}

function checkNesting(symbol: DocumentSymbol): void {
  assert.ok(symbol.name !== '');
  assert.ok(contains(symbol.range, symbol.selectionRange), symbol.name);
  for (const child of symbol.children ?? []) {
    assert.ok(contains(symbol.range, child.range), child.name);
    checkNesting(child);
  }
}

function checkSymbols(dump: string, expected: string[]): void {
  const symbols = documentSymbols(rulesetOf(dump));
  symbols.forEach(checkNesting);
  assert.deepEqual(
    symbols.flatMap((symbol) => lineOf(symbol, '')),
    expected,
  );
}

const symbols: [what: string, dump: string, expected: string[]][] = [
  ['no table', '# nothing\n-A INPUT -j ACCEPT\n', []],
  ['an empty table', '*nat', ['nat · 0 chains, 0 rules · table 1:1']],
  ['a nameless table', '*\n', ['* · 0 chains, 0 rules · table 1:1']],
  [
    'two tables',
    tableOf('nat', ':OUTPUT ACCEPT [3:180]', ':A - [0:0]', '-A A -j RETURN') + tableOf('filter', ':INPUT DROP [0:0]'),
    [
      'nat · 2 chains, 1 rule · table 1:1',
      '  OUTPUT · ACCEPT [3:180], 0 rules · built-in 2:2',
      '  A · 1 rule · user-defined 3:2',
      'filter · 1 chain, 0 rules · table 6:1',
      '  INPUT · DROP [0:0], 0 rules · built-in 7:2',
    ],
  ],
  [
    'joined and broken declarations',
    tableOf('nat', ':OUTPUT accpt [1 :A - [0:0]', ':B', '-A B -j A'),
    [
      'nat · 3 chains, 1 rule · table 1:1',
      '  OUTPUT · accpt, 0 rules · built-in 2:2',
      '  A · 0 rules · user-defined 2:19',
      '  B · 1 rule · user-defined 3:2',
    ],
  ],
  [
    'undeclared chains stand at their first rule, those only jumped to nowhere',
    tableOf('nat', '-A OUTPUT -j A', '-A OUTPUT -j B', '-A A -j RETURN', '-A "" -j RETURN', '-N C'),
    [
      'nat · 4 chains, 4 rules · table 1:1',
      '  OUTPUT · 2 rules · built-in 2:4',
      '  A · 1 rule · user-defined 4:4',
      '  "" · 1 rule · user-defined 5:4',
      '  C · 0 rules · user-defined 6:4',
    ],
  ],
  [
    'the mended Istio dump',
    readFileSync(new URL('../../examples/istio-mended.iptables', import.meta.url), 'utf8'),
    [
      'nat · 8 chains, 19 rules · table 1:1',
      '  PREROUTING · ACCEPT [1112:66720], 1 rule · built-in 2:2',
      '  INPUT · ACCEPT [1112:66720], 0 rules · built-in 3:2',
      '  OUTPUT · ACCEPT [152:13538], 1 rule · built-in 4:2',
      '  POSTROUTING · ACCEPT [152:13538], 0 rules · built-in 5:2',
      '  ISTIO_INBOUND · 6 rules · user-defined 6:2',
      '  ISTIO_IN_REDIRECT · 1 rule · user-defined 7:2',
      '  ISTIO_OUTPUT · 9 rules · user-defined 8:2',
      '  ISTIO_REDIRECT · 1 rule · user-defined 9:2',
    ],
  ],
];

/** `1-5`: from line 1 to line 5; with the kind where it has one. */
function checkFolding(dump: string, expected: string[]): void {
  const folds = foldingRanges(rulesetOf(dump));
  assert.deepEqual(
    folds.map(({ startLine, endLine, kind }) => [`${startLine + 1}-${endLine + 1}`, kind].filter(Boolean).join(' ')),
    expected,
  );
}

const rule = '-A A -j RETURN';

const folding: [what: string, dump: string, expected: string[]][] = [
  ['nothing', '', []],
  ['a lone header', '*nat', []],
  ['a table', '*nat\n:A - [0:0]\nCOMMIT\n', ['1-3 region']],
  ['a table without COMMIT, comments behind it left out', '*nat\n:A - [0:0]\n\n# x\n', ['1-2 region']],
  ['two tables', tableOf('nat', ':A - [0:0]') + tableOf('raw', ':B - [0:0]'), ['1-3 region', '4-6 region']],
  ['three rules of a chain', tableOf('nat', rule, rule, rule), ['1-5 region', '2-4']],
  ['two are too few', tableOf('nat', rule, rule, '-A B -j A', '-A B -j A'), ['1-6 region']],
  ['two runs', tableOf('nat', rule, rule, rule, '-A B', '-A B', '-A B', '-A B'), ['1-9 region', '2-4', '5-8']],
  ['other lines end a run', tableOf('nat', rule, rule, '', rule, '# x', rule), ['1-8 region']],
  ['comments', '# a\n# b\n# c\n*nat\nCOMMIT\n', ['4-5 region', '1-3 comment']],
  ['two comments between tables are no run', '# a\n# b\n*nat\nCOMMIT\n', ['3-4 region']],
  ['rules outside of tables', [rule, rule, rule].join('\n'), ['1-3']],
];

describe('document symbols', () => {
  for (const [what, dump, expected] of symbols) it(what, () => checkSymbols(dump, expected));
});

describe('folding', () => {
  for (const [what, dump, expected] of folding) it(what, () => checkFolding(dump, expected));
});
