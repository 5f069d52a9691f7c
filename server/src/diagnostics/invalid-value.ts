/** Values that their option does not take. */

import { ruleCheck } from './rule-check';
import { replacementFix } from './rule-fixes';

export const invalidValue = ruleCheck('invalid-value', 'error', {
  'invalid-value': {
    message: ({ problem }) => `${problem.option} does not take ${problem.word}.`,
    fixes: replacementFix,
  },
  'depends-on-clock': {
    severity: 'info',
    message: () => undefined,
  },
});
