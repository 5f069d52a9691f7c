/** Values that their option does not take. */

import { listFixes } from './list-fixes';
import { ruleCheck } from './rule-check';
import { replacementFix } from './rule-fixes';

export const invalidValue = ruleCheck('invalid-value', 'error', {
  'invalid-value': {
    message: ({ problem }) => `${problem.option} does not take ${problem.word}.`,
    fixes: (place) => (place.problem.replacement ? replacementFix(place) : listFixes(place)),
  },
  'depends-on-clock': {
    severity: 'info',
    message: () => undefined,
  },
});
