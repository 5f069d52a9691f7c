/** Values joined to options that take none. */

import { ruleCheck } from './rule-check';
import { wordFix } from './rule-fixes';

export const unexpectedValue = ruleCheck('unexpected-value', 'error', {
  'unexpected-value': {
    message: ({ problem }) => `${problem.option} takes no value: write ${problem.option} alone.`,
    fixes: (place) => [wordFix(place, place.problem.option!, false)],
  },
});
