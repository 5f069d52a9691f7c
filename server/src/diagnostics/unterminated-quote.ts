/** A double quote that is not closed: it swallows the rest of the line, the target included. */

import type { Check } from './check';
import type { Fix } from './finding';

export const unterminatedQuote: Check = {
  code: 'unterminated-quote',
  severity: 'error',
  run(ruleset, report) {
    for (const line of ruleset.oddLines) {
      const problem = ruleset.document.rules[line]?.problems.find(({ kind }) => kind === 'unterminated-quote');
      if (!problem) continue;
      const text = ruleset.document.dump.lines[line]!.text;
      report({
        line,
        span: problem,
        message:
          'This quote is never closed: all that follows, and the end of the line too, becomes part of the value. Close it behind its text.',
        fixes: [closeFix(line, text, problem.start)],
      });
    }
  },
};

/** Before the option that the text runs into, or at the end; where it belongs the text alone does not tell. */
function closeFix(line: number, text: string, start: number): Fix {
  const next = text.slice(start).search(/ --?[A-Za-z]/);
  const column = next < 0 ? text.length : start + next;
  const place = { line, column };
  return {
    title:
      next < 0 ? 'Close the quote at the end' : `Close the quote before${text.slice(column).split(' ', 2).join(' ')}`,
    certain: false,
    changes: [{ start: place, end: place, text: '"' }],
  };
}
