// Signature help: a rule with a cursor, the signature and the parameter that is marked.
import { strict as assert } from 'node:assert';
import type { MarkupContent } from 'vscode-languageserver-types';
import { signatureHelp } from '../../server/src/features/signature-help';
import { atCursor, tableOf } from './cursor';

/** The signature with its active parameter in braces; '' without one. */
function marked(rule: string): string {
  const { ruleset, line, column } = atCursor(tableOf('filter', ':INPUT ACCEPT [0:0]', rule));
  const help = signatureHelp(ruleset, line, column);
  if (!help) return '';
  const { label, parameters, documentation } = help.signatures[0]!;
  assert.notEqual((documentation as MarkupContent).value, '');
  const [start, end] = parameters![help.activeParameter!]!.label as [number, number];
  return `${label.slice(0, start)}{${label.slice(start, end)}}${label.slice(end)}`;
}

const rows: [rule: string, signature: string][] = [
  ['-A INPUT -p tcp --dport <|>', '--dport {port[:port]}'],
  ['-A INPUT -p tcp --dport 8<|>0 -j ACCEPT', '--dport {port[:port]}'],
  ['-A INPUT -p tcp ! --dport <|>', '! --dport {port[:port]}'],
  ['-A INPUT -p tcp --dport=<|>', '--dport {port[:port]}'],
  ['-A INPUT -p tcp --tcp-flags <|>', '--tcp-flags {mask} set'],
  ['-A INPUT -p tcp --tcp-flags SYN,ACK <|>', '--tcp-flags mask {set}'],
  ['-A INPUT -m policy --dir <|>', '--dir {in|out}'],
  ['-A INPUT -p <|>', '-p {protocol}'],
  ['-I <|>', '-I {chain} [number]'],
  ['-I INPUT <|>', '-I chain [{number}]'],
  ['-A INPUT <|>', ''],
  ['-A INPUT -p tcp --dport 80 <|>', ''],
  ['-A INPUT -p tcp --dport<|>', ''],
  ['-A INPUT --bogus <|>', ''],
  ['-A INPUT --dport <|>', '--dport {port[:port]}'],
  ['-A INPUT ! --dport=<|> -p tcp', '! --dport {port[:port]}'],
  ['-A INPUT --tcp-flags SYN <|>', '--tcp-flags mask {set}'],
  ['-A INPUT --dport 80 <|>', ''],
  ['-A INPUT --syn <|>', ''],
  ['# <|>', ''],
];

/** Options that nothing on the line brings, with each of their signatures and what they need. */
const unloaded: [rule: string, signatures: string[], needed: string][] = [
  ['-A INPUT --ctstate <|>', ['--ctstate word[,word…]'], 'it needs `-m conntrack` before it'],
  ['-A INPUT --dport <|>', ['--dport port[:port]'], 'it needs `-p tcp`, `-p udp`, `-p dccp`, or `-p sctp` before it'],
  [
    '-A INPUT --mode <|>',
    ['--mode transport|tunnel', '--mode random|nth'],
    'it needs `-m policy` or `-m statistic` before it',
  ],
];

describe('signature help', () => {
  for (const [rule, signature] of rows) {
    it(rule, () => assert.equal(marked(rule), signature));
  }

  for (const [rule, signatures, needed] of unloaded) {
    it(`${rule} with what it needs`, () => {
      const { ruleset, line, column } = atCursor(tableOf('filter', ':INPUT ACCEPT [0:0]', rule));
      const found = signatureHelp(ruleset, line, column)?.signatures ?? [];
      assert.deepEqual(
        found.map(({ label }) => label),
        signatures,
      );
      for (const { documentation } of found) {
        const { value } = documentation as MarkupContent;
        assert.ok(value.includes(needed), value);
      }
    });
  }
});
