/** Options at the end of a line whose value is missing. */

import { ruleCheck } from './rule-check';

export const missingValue = ruleCheck('missing-value', 'error', {
  'missing-value': { message: ({ problem }) => `${problem.word} needs a value behind it.` },
});
