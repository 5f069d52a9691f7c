/** Ranges that no number lies in: the rule loads and matches nothing. */

import { ruleCheck } from './rule-check';
import { replacementFix } from './rule-fixes';

export const emptyRange = ruleCheck('empty-range', 'warning', {
  'empty-range': {
    message: ({ problem }) => `${problem.option} does not take ${problem.word}.`,
    fixes: replacementFix,
  },
});
