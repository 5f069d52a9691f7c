// Navigation in scripts: the places of a chain's name, and the outline.
import { strict as assert } from 'node:assert';
import type { Range } from 'vscode-languageserver-types';
import { scriptDefinition, scriptHighlights, scriptReferences } from '../../../server/src/features/script/navigation';
import { scriptSymbols } from '../../../server/src/features/script/symbols';
import { atCursor, scriptOf } from './at-script';

const uri = 'file:///build.sh';

/** `LINE:COLUMN text`, both from 1. */
function shown(text: string, { start, end }: Range): string {
  const line = text.split('\n')[start.line]!;
  return `${start.line + 1}:${start.character + 1} ${line.slice(start.character, end.character)}`;
}

/** A script with a cursor, where the chain is made, and all other places. */
const cases: [what: string, marked: string, definition: string[], references: string[]][] = [
  [
    'from a jump',
    'iptables -N WEB\niptables -A WEB -j DROP\niptables -A INPUT -j W<|>EB\niptables -F WEB\niptables -X WEB',
    ['1:13 WEB'],
    ['2:13 WEB', '3:22 WEB', '4:13 WEB', '5:13 WEB'],
  ],
  [
    'from where it is made, through a function',
    'ipt() { iptables -t nat "$@"; }\nipt -N <|>WEB\nipt -A OUTPUT -g WEB\niptables -N WEB',
    ['2:8 WEB'],
    ['3:18 WEB'],
  ],
  [
    'over both families of a loop',
    'for c in iptables ip6tables; do $c -N WEB; done\nip6tables -A <|>WEB -j DROP\niptables -A WEB -j DROP',
    ['1:39 WEB'],
    ['2:14 WEB'],
  ],
  ['by a variable', 'C=WEB\niptables -N $C\niptables -A WEB<|>', ['2:13 $C'], ['3:13 WEB']],
  ['of another name', 'iptables -N OLD\niptables -E OLD NEW\niptables -A N<|>EW', ['2:17 NEW'], ['3:13 NEW']],
  [
    'made by iptables-restore',
    'iptables-restore -n <<EOF\n*filter\n:WEB - [0:0]\n-A WEB -j DROP\nCOMMIT\nEOF\niptables -I INPUT -j <|>WEB',
    ['3:2 WEB'],
    ['4:4 WEB', '7:22 WEB'],
  ],
  [
    'of a built-in chain',
    'iptables -A INPUT -j DROP\niptables -P <|>INPUT DROP',
    ['1:13 INPUT'],
    ['1:13 INPUT', '2:13 INPUT'],
  ],
  [
    'made in two ways',
    'if $X; then iptables -N W; else iptables -N W; fi; iptables -A <|>W',
    ['1:25 W', '1:45 W'],
    ['1:64 W'],
  ],
  ['not of a target', 'iptables -A INPUT -j DR<|>OP\niptables -A OUTPUT -j DROP', [], []],
  ['not of a table that is not known', 'iptables -t $T -N <|>X', [], []],
  ['not elsewhere', 'iptables -N WEB\necho <|>WEB', [], []],
];

describe('navigation in scripts', () => {
  for (const [what, marked, definition, references] of cases)
    it(`goes ${what}`, async () => {
      const { script, place } = await atCursor(marked);
      const texts = (found: { range: Range }[]) => found.map(({ range }) => shown(script.text.text, range));
      assert.deepEqual(texts(scriptDefinition(script, uri, place)), definition);
      assert.deepEqual(texts(scriptReferences(script, uri, place, false)), references);
      const all = texts(scriptReferences(script, uri, place, true));
      assert.deepEqual(new Set(all), new Set([...definition, ...references]));
      assert.deepEqual(texts(scriptHighlights(script, place)), all);
    });

  it('has an outline of the chains', async () => {
    const text =
      'iptables -A INPUT -j WEB\nfor c in iptables ip6tables; do $c -N WEB; $c -A WEB -j DROP; done\niptables -t nat -A OUTPUT -j ACCEPT';
    const symbols = scriptSymbols(await scriptOf(text));
    assert.deepEqual(
      symbols.map(({ detail, selectionRange }) => `${shown(text, selectionRange)}: ${detail}`),
      ['1:13 INPUT: filter, 0 rules', '2:39 WEB: filter, 1 rule', '3:20 OUTPUT: nat, 1 rule'],
    );
  });
});
