/** Chains that get rules for IPv4 and none for IPv6. */

import { allOf } from '../wording';
import type { ScriptCheck } from './check';
import { placeOfChain } from './places';

export const familyGap: ScriptCheck = {
  code: 'family-gap',
  severity: 'hint',
  place: placeOfChain,
  message: ({ chains = [] }) =>
    `${allOf(chains)} ${chains.length === 1 ? 'gets' : 'get'} rules for IPv4 and none for IPv6, so IPv6 passes as before. Are ip6tables commands missing?`,
  related: 'This chain too gets rules for IPv4 only.',
};
