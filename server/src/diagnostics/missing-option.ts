/** Modules and options that need another option beside them. */

import { ruleCheck } from './rule-check';
import { oneOf } from './wording';

export const missingOption = ruleCheck('missing-option', 'error', {
  'missing-option': {
    message: ({ problem }) => `${problem.option ?? problem.word} needs ${oneOf(problem.names ?? [])} in the same rule.`,
  },
});
