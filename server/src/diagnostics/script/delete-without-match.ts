/** `-D` for a rule that nothing in the script adds. */

import type { ScriptCheck } from './check';

export const deleteWithoutMatch: ScriptCheck = {
  code: 'delete-without-match',
  severity: 'warning',
  message: () =>
    'Nothing in this script adds the rule, so -D fails unless the machine has it. If that is meant, add 2>/dev/null || true.',
};
