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
  ['# <|>', ''],
];

describe('signature help', () => {
  for (const [rule, signature] of rows) {
    it(rule, () => assert.equal(marked(rule), signature));
  }
});
