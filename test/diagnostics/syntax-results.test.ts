// One-line experiments with the real tools: a finding says that a backend refuses exactly where that backend refused, on the line it blamed.
import { strict as assert } from 'node:assert';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Refusal } from '../../server/src/modules/refused-by';
import { requireShared } from '../support/requirements';
import { readTable } from '../support/tables';
import { checkJudged, type HostDecides, type Judged } from './judged';

const hostDecides: HostDecides = [
  [/^unknown host name|^anywhere/, 'names of hosts'],
  [/^port name upper case|^proto unknown/, 'names of services and protocols'],
  [/^--noflush -N existing/, 'what is loaded already'],
];

/** Inputs that the record shortens. */
const wholeInputs: Record<string, string | undefined> = {
  'rule line of 1000 words of -v': `*filter\n-A INPUT ${' -v'.repeat(250)}\nCOMMIT\n`,
  '255 words on a line': `*filter\n-A INPUT${' -v'.repeat(250)} -j ACCEPT\nCOMMIT\n`,
  'line > 10239 bytes (comment)': `#${'x'.repeat(10_300)}\n*filter\nCOMMIT\n`,
  'line > 10239 bytes (comment in table)': `*filter\n#${'x'.repeat(10_300)}\nCOMMIT\n`,
  'word of 1023 bytes': `*filter\n-A INPUT -m comment --comment ${'x'.repeat(1023)}\nCOMMIT\n`,
  'word of 1024 bytes': `*filter\n-A INPUT -m comment --comment ${'x'.repeat(1024)}\nCOMMIT\n`,
  'comment of 255 bytes': `*filter\n-A INPUT -m comment --comment "${'x'.repeat(255)}"\nCOMMIT\n`,
  'comment of 256 bytes': `*filter\n-A INPUT -m comment --comment "${'x'.repeat(256)}"\nCOMMIT\n`,
  'comment of 400 bytes': `*filter\n-A INPUT -m comment --comment "${'x'.repeat(400)}"\nCOMMIT\n`,
};

/** The rest of a line that is too long is another line to the tools. */
const linesMeant: Record<string, number | undefined> = {
  'line > 10239 bytes (comment)': 1,
  'line > 10239 bytes (comment in table)': 2,
};

const kinds: Record<string, readonly Refusal[] | undefined> = {
  '--test': ['test'],
  '-c': ['test', 'load', 'counters'],
};

function judgedOf(row: Record<string, string>): Judged {
  const [name, args] = [row.case!, row.args!];
  const line = linesMeant[name];
  return {
    name,
    text: inputOf(name, row.input!),
    family: 'ipv4',
    fragments: args === '--noflush' ? 'always' : 'auto',
    kinds: kinds[args] ?? ['test', 'load'],
    messages: {
      legacy: row.legacy_rc === '0' ? '' : row.legacy_message || `rc ${row.legacy_rc}`,
      nft: row.nft_rc === '0' ? '' : row.nft_message || `rc ${row.nft_rc}`,
    },
    ...(line === undefined ? {} : { line }),
  };
}

function inputOf(name: string, recorded: string): string {
  const shortened = /^(.*)\.\.\.\((\d+) bytes\)$/s.exec(recorded);
  if (!shortened) return unescaped(recorded);
  const text = wholeInputs[name] ?? '';
  assert.ok(text.startsWith(unescaped(shortened[1]!)), name);
  assert.equal(text.length, Number(shortened[2]), name);
  return text;
}

function unescaped(text: string): string {
  const characters: Record<string, string> = { n: '\n', t: '\t', r: '\r', '0': '\0', '\\': '\\' };
  return text.replace(/\\(.)/g, (whole, letter: string) => characters[letter] ?? whole);
}

describe('one-line experiments', () => {
  it('are told apart as the real tools did', function () {
    this.timeout(20_000);
    const rows = readTable(readFileSync(join(requireShared(this), 'facts/syntax_results.tsv'), 'utf8'));
    assert.ok(rows.length > 300);
    checkJudged(rows.map(judgedOf), hostDecides);
  });
});
