/** Two exclamation marks before one option. */

import { ruleCheck } from './rule-check';
import { deleteFix } from './rule-fixes';

export const doubleNegation = ruleCheck('double-negation', 'error', {
  'double-inversion': {
    message: () => 'Two ! in a row are refused: write one or none.',
    fixes: ({ index, line, problem }) => [deleteFix('Delete one !', index, line, problem, false)],
  },
});
