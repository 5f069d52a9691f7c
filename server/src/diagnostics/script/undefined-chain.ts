/** Rules in, and jumps to, chains that are made further below or nowhere. */

import type { ScriptCheck } from './check';

export const undefinedChainInScript: ScriptCheck = {
  code: 'undefined-chain',
  severity: 'error',
  message: ({ chain, related }) =>
    related.length > 0
      ? `The chain ${chain} is not there yet: -N ${chain} comes only later. Move that command up.`
      : `The chain ${chain} is not made in this script, so the command fails unless the machine has it. Add -N ${chain} before.`,
  related: 'The chain is made here.',
};
