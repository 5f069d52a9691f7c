/** Chains that get rules for IPv4 and none for IPv6. */

import type { ScriptCheck } from './check';

export const familyGap: ScriptCheck = {
  code: 'family-gap',
  severity: 'hint',
  message: ({ chain }) =>
    `${chain ?? 'The chain'} gets rules for IPv4 here and none for IPv6, so IPv6 passes as before. Is an ip6tables command missing?`,
};
