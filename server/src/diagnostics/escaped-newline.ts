/** A whole dump on one line, its line ends written as `\n`: copied out of JSON or a program's string. */

import { byBoth, byNobody } from '../modules/refused-by';
import { splitEscapedLines } from '../syntax/escaped';
import type { Check } from './check';
import { replace } from './finding';

export const escapedNewline: Check = {
  code: 'escaped-newline',
  severity: 'error',
  run(ruleset, report) {
    const { lines } = ruleset.document.dump;
    const escaped = ruleset.oddLines.filter((index) => {
      const line = lines[index]!;
      return line.kind === 'foreign' && line.reason === 'escaped-newlines';
    });
    const first = escaped[0];
    if (first === undefined) return;
    const line = lines[first]!;
    report({
      line: first,
      span: { start: 0, end: line.text.length },
      message:
        'The line ends of this dump are written as \\n, so all of it is one line: it was copied out of JSON or the string of a program.',
      refusedBy: line.text.startsWith('#') ? byNobody : byBoth,
      fixes: [
        {
          title: 'Make lines of the \\n',
          certain: true,
          changes: escaped.map((index) =>
            replace(index, { start: 0, end: lines[index]!.text.length }, splitEscapedLines(lines[index]!.text)),
          ),
        },
      ],
    });
  },
};
