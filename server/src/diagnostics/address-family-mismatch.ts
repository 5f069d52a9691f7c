/** IPv6 addresses in a dump for IPv4, and the other way round. */

import { ruleCheck } from './rule-check';
import { replacementFix } from './rule-fixes';

export const addressFamilyMismatch = ruleCheck('address-family-mismatch', 'error', {
  'address-family-mismatch': {
    severity: 'error',
    message: ({ problem }) => `${problem.option} does not take ${problem.word}.`,
    fixes: replacementFix,
  },
});
