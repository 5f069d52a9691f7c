/** Values joined to options that take none. */

import { ruleCheck } from './rule-check';

export const unexpectedValue = ruleCheck('unexpected-value', 'error', {
  'unexpected-value': {
    message: ({ problem }) => `${problem.option} takes no value: write ${problem.option} alone.`,
  },
});
