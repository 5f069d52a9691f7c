/** `-X` for a chain that has rules, that rules jump to, or that is built in. */

import type { ScriptCheck } from './check';
import { placeOfChain } from './places';

export const chainNotEmpty: ScriptCheck = {
  code: 'chain-not-empty',
  severity: 'error',
  place: placeOfChain,
  message: ({ chain, related }) =>
    related.length === 0
      ? `${chain} is built in: legacy iptables never deletes it, nf_tables only while it is empty. -F takes its rules away.`
      : `The chain ${chain} still has rules or is jumped to, so -X fails. Delete the jumps with -D and empty the chain with -F before.`,
  related: 'This rule keeps the chain.',
};
