/** Options whose value is missing: the line ends behind them, or they take the next option for it. */

import { ruleCheck } from './rule-check';

export const missingValue = ruleCheck('missing-value', 'error', {
  'missing-value': { message: ({ problem }) => `${problem.word} needs a value behind it.` },
});
