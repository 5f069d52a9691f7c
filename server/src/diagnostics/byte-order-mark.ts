/** The invisible mark that some Windows editors put before the text. */

import type { Check } from './check';
import { replace } from './finding';
import { byBoth } from './refusal';

export const byteOrderMark: Check = {
  code: 'byte-order-mark',
  severity: 'error',
  run(ruleset, report) {
    if (ruleset.document.dump.lines[0]!.before !== 'byte-order-mark') return;
    const span = { start: 0, end: 1 };
    report({
      line: 0,
      span,
      message:
        'The file begins with a byte order mark, which no editor shows; the first line is therefore neither a comment nor a table. Save it as UTF-8 without BOM.',
      refusedBy: byBoth,
      fixes: [{ title: 'Delete the byte order mark', certain: true, changes: [replace(0, span, '')] }],
    });
  },
};
