/** Networks whose address has bits outside the mask: iptables drops them silently. */

import { ruleCheck } from './rule-check';
import { replacementFix } from './rule-fixes';

export const hostBitsSet = ruleCheck('host-bits-set', 'warning', {
  'host-bits-set': {
    message: ({ problem }) => `${problem.option} does not take ${problem.word}.`,
    fixes: replacementFix,
  },
});
