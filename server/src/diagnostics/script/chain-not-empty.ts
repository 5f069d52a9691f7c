/** `-X` for a chain that has rules or that rules jump to. */

import type { ScriptCheck } from './check';

export const chainNotEmpty: ScriptCheck = {
  code: 'chain-not-empty',
  severity: 'error',
  message: ({ chain }) =>
    `${chain === undefined ? 'A chain' : `The chain ${chain}`} still has rules or is jumped to, so -X fails. Empty it with -F, and delete the jumps, before.`,
  related: 'This rule keeps the chain.',
};
