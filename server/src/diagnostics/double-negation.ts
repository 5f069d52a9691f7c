/** Two exclamation marks for one option. */

import { ruleCheck } from './rule-check';
import { deleteFix } from './rule-fixes';

export const doubleNegation = ruleCheck('double-negation', 'error', {
  'double-inversion': {
    message: ({ problem: { option } }) =>
      option === undefined
        ? 'Two ! in a row are refused: write one or none.'
        : `${option} has a ! before and behind it: write the one before, or none.`,
    fixes: ({ index, line, problem }) => [deleteFix('Delete one !', index, line, problem, false)],
  },
});
