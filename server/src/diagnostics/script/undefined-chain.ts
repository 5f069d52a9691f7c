/** Rules in, and jumps to, chains that are made further below or nowhere. */

import type { ScriptCheck } from './check';
import { placeOfChain } from './places';

export const undefinedChainInScript: ScriptCheck = {
  code: 'undefined-chain',
  severity: 'error',
  place: placeOfChain,
  message: ({ chain, related }) =>
    related.length > 0
      ? `The chain ${chain} is not there yet: -N ${chain} comes only later. Move that command up.`
      : `The chain ${chain} is not made in this script, so this fails unless the machine has it. Make it with -N ${chain} before.`,
  related: 'The chain is made here.',
};
