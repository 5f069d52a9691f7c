/** Commands that do not wait for the lock of legacy iptables. */

import { insertAt, type ScriptCheck } from './check';

export const missingWait: ScriptCheck = {
  code: 'missing-wait',
  severity: 'hint',
  message: ({ related }) =>
    `Without -w, legacy iptables fails while another program holds its lock. Add -w here${
      related.length > 0 ? ` and in ${related.length} more ${related.length === 1 ? 'command' : 'commands'}` : ''
    }.`,
  fixes: ({ call, related }, script) => [
    {
      title: related.length > 0 ? 'Add -w to all commands' : 'Add -w',
      certain: false,
      changes: distinct([call, ...related].map(({ programSpan }) => programSpan.end)).map((at) =>
        insertAt(script, at, ' -w'),
      ),
    },
  ],
};

/** A wrapper's command stands once, however often it is called. */
function distinct(offsets: readonly number[]): number[] {
  return [...new Set(offsets)].sort((a, b) => a - b);
}
