/** The invisible mark that some Windows editors put before the text; in the middle where such files were put together. */

import type { Check } from './check';
import { replace } from './finding';
import { byBoth } from './refusal';

const span = { start: 0, end: 1 };

export const byteOrderMark: Check = {
  code: 'byte-order-mark',
  severity: 'error',
  run(ruleset, report) {
    const { lines } = ruleset.document.dump;
    const marked = ruleset.oddLines.filter((index) => lines[index]!.before === 'byte-order-mark');
    const first = marked[0];
    if (first === undefined) return;
    report({
      line: first,
      span,
      message:
        'A byte order mark stands before this line, which editors do not show and iptables cannot read. Save the file as UTF-8 without BOM.',
      refusedBy: byBoth,
      fixes: [
        {
          title: 'Delete the byte order mark',
          certain: true,
          changes: marked.map((index) => replace(index, span, '')),
        },
      ],
    });
  },
};
