/** Options that neither iptables nor a module of the rule has. */

import { ruleCheck } from './rule-check';
import { explainLetter, letterFixes } from './unknown-letter';
import { explainOption, optionFixes } from './unknown-long-option';

export const unknownOption = ruleCheck('unknown-option', 'error', {
  'unknown-option': { message: explainOption, fixes: optionFixes },
  'unknown-letter': { message: explainLetter, fixes: letterFixes },
});
