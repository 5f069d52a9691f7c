// The limits of iptables are bytes, not characters.
import { strict as assert } from 'node:assert';
import { diagnose } from '../../server/src/diagnostics/index';
import { readDocument } from '../../server/src/ruleset/document';
import { buildRuleset } from '../../server/src/ruleset/ruleset';

/** A text of exactly so many bytes, of a character of one to four bytes and filled up with letters. */
function ofBytes(bytes: number, character: string): string {
  const size = Buffer.byteLength(character);
  return character.repeat(Math.floor(bytes / size)) + 'x'.repeat(bytes % size);
}

/** At the limit nothing is said, one byte beyond it the code. */
function checkLimit(limit: number, code: string, dump: (text: string) => string): void {
  for (const character of ['x', 'ü', '€', '😀']) {
    it(`${code}: ${limit} bytes of ${character}`, () => {
      const codes = (bytes: number) =>
        diagnose(buildRuleset(readDocument(dump(ofBytes(bytes, character)), 'ipv4')))
          .map((finding) => finding.code)
          .filter((found) => found === code);
      assert.deepEqual([codes(limit), codes(limit + 1)], [[], [code]]);
    });
  }
}

describe('limits', () => {
  const table = (...lines: string[]) => ['*filter', ...lines, 'COMMIT', ''].join('\n');
  checkLimit(1023, 'word-too-long', (text) => table(`-A INPUT -m comment --comment ${text}`));
  checkLimit(1023, 'word-too-long', (text) => table(`-A INPUT -m comment --comment "${text}"`));
  checkLimit(1022, 'word-too-long', (text) => table(`-A INPUT -m comment --comment "\\"${text}"`));
  checkLimit(10_238, 'line-too-long', (text) => table(`#${text}`));
  checkLimit(28, 'chain-name-too-long', (text) => table(`:${text} - [0:0]`));
  checkLimit(28, 'chain-name-too-long', (text) => table(`-N ${text}`));
  checkLimit(28, 'chain-name-too-long', (text) => table(`-A INPUT -j ${text}`));
  checkLimit(28, 'chain-name-too-long', (text) => table(`-A ${text} -j ACCEPT`));

  it('are 251 words a line, -A and the chain included', () => {
    const problems = (words: number) =>
      diagnose(buildRuleset(readDocument(table(`-A INPUT${' -v'.repeat(words - 2)}`), 'ipv4'))).length;
    assert.deepEqual([problems(251), problems(252)], [0, 1]);
  });
});
