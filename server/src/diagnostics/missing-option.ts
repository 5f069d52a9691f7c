/** Modules and options that need another option beside them. */

import { ruleCheck } from './rule-check';
import { oneOf } from './wording';

export const missingOption = ruleCheck('missing-option', 'error', {
  'missing-option': {
    message: ({ problem: { option, word, names = [] } }) =>
      `${option ?? word} needs ${names.length > 1 ? 'an option: ' : ''}${oneOf(names)}${names.length > 1 ? '' : ' in the same rule'}.`,
  },
});
