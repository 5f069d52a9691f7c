/** The invisible mark that some Windows editors put before the text, in the middle where such files were put together; and UTF-16. */

import { byBoth } from '../modules/refused-by';
import type { Ruleset } from '../ruleset/ruleset';
import type { Check } from './check';
import { replace } from './finding';

/** Text in UTF-16 that was read as UTF-8: its mark is no letter then, and every other byte is 0. */
const utf16 = /^(?:\ufeff|\ufffd\ufffd)?(?:(?:[\t -~]\0){2}|(?:\0[\t -~]){2})/;

/** True for a text that was saved as UTF-16, of which nothing else can be said. */
export function isUtf16({ document }: Ruleset): boolean {
  return utf16.test(document.dump.lines[0]!.text);
}

const span = { start: 0, end: 1 };

export const byteOrderMark: Check = {
  code: 'byte-order-mark',
  severity: 'error',
  run(ruleset, report) {
    const { lines } = ruleset.document.dump;
    if (isUtf16(ruleset)) {
      report({
        line: 0,
        span: { start: 0, end: lines[0]!.text.length },
        message:
          'The file is saved as UTF-16, two bytes for each letter, which iptables cannot read. Save it as UTF-8.',
        refusedBy: byBoth,
      });
      return;
    }
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
