/** A line of more than 10239 bytes, which iptables-restore reads as two. */

import { byBoth, byNobody } from '../modules/refused-by';
import type { Ruleset } from '../ruleset/ruleset';
import { byteLength, columnOfByte } from '../syntax/bytes';
import type { Check } from './check';

/** Bytes of a line that fit the buffer of iptables-restore (10240 with the NUL, iptables-restore.c). */
export const maxLineBytes = 10_239;

export const lineTooLong: Check = {
  code: 'line-too-long',
  severity: 'error',
  run(ruleset, report) {
    for (const index of ruleset.oddLines) {
      const { text } = ruleset.document.dump.lines[index]!;
      if (text.length * 3 <= maxLineBytes || byteLength(text) <= maxLineBytes) continue;
      const from = columnOfByte(text, maxLineBytes);
      report({
        line: index,
        span: { start: from, end: text.length },
        message: `The line has ${byteLength(text)} bytes; iptables-restore reads ${maxLineBytes} and takes the rest for a line of its own.`,
        refusedBy: restIsComment(ruleset, index, from) ? byNobody : byBoth,
      });
    }
  },
};

/** Only a rest that begins with # is harmless. */
function restIsComment(ruleset: Ruleset, index: number, from: number): boolean {
  return ruleset.document.dump.lines[index]!.text.charAt(from) === '#';
}
