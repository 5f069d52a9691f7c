/** Timestamps, process names, line numbers or quotation marks before every line, as logs and listings have them. */

import type { Check } from './check';
import { replace } from './finding';
import { byBoth } from './refusal';

export const logPrefix: Check = {
  code: 'log-prefix',
  severity: 'error',
  run(ruleset, report) {
    const { lines } = ruleset.document.dump;
    const prefixed = ruleset.oddLines.filter((index) => lines[index]!.before === 'prefix');
    const first = prefixed[0];
    if (first === undefined) return;
    const span = { start: 0, end: lines[first]!.from };
    const count = prefixed.length === 1 ? 'A line begins' : `${prefixed.length} lines begin`;
    report({
      line: first,
      span,
      message: `${count} with text of a log or listing, here "${shortened(lines[first]!.text.slice(0, span.end))}". A dump has nothing before *, :, -A, [ or COMMIT.`,
      refusedBy: byBoth,
      fixes: [
        {
          title: 'Delete all log prefixes',
          certain: true,
          changes: prefixed.map((index) => replace(index, { start: 0, end: lines[index]!.from }, '')),
        },
      ],
    });
  },
};

function shortened(text: string): string {
  const trimmed = text.trim();
  return trimmed.length > 40 ? `${trimmed.slice(0, 39)}…` : trimmed;
}
