/** `-X` for a chain that has rules or that rules jump to. */

import type { ScriptCheck } from './check';
import { placeOfChain } from './places';

export const chainNotEmpty: ScriptCheck = {
  code: 'chain-not-empty',
  severity: 'error',
  place: placeOfChain,
  message: ({ chain }) =>
    `The chain ${chain} still has rules or is jumped to, so -X fails. Delete the jumps with -D and empty the chain with -F before.`,
  related: 'This rule keeps the chain.',
};
