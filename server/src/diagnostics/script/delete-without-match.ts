/** `-D` for a rule that nothing in the script adds. */

import type { ScriptCheck } from './check';
import { placeOfCommand } from './places';

export const deleteWithoutMatch: ScriptCheck = {
  code: 'delete-without-match',
  severity: 'warning',
  place: placeOfCommand,
  message: () =>
    'Nothing in this script adds this rule before, so -D fails unless the machine has it. If that is meant, write 2>/dev/null || true behind it.',
};
