/** A double quote that is not closed: it swallows the rest of the line, the target included. */

import { ruleAt } from '../ruleset/document';
import type { RuleLine } from '../syntax/line';
import type { Check } from './check';
import type { Fix } from './finding';
import { openQuoteRefusedBy } from './last-word';

export const unterminatedQuote: Check = {
  code: 'unterminated-quote',
  severity: 'error',
  run(ruleset, report) {
    for (const line of ruleset.oddLines) {
      const problem = ruleAt(ruleset.document, line)?.problems.find(({ kind }) => kind === 'unterminated-quote');
      if (!problem) continue;
      const rule = ruleset.document.dump.lines[line] as RuleLine;
      report({
        line,
        span: problem,
        message:
          'This quote is never closed, so all that follows becomes part of the value, the line end too. Close it behind its text.',
        refusedBy: openQuoteRefusedBy(rule, ruleset.document.family),
        fixes: [closeFix(line, rule.text, problem.start)],
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
