/** `-N` for a chain that the script has made already, or `-E` to its name. */

import { actionOfCall } from '../../effect/action';
import type { ScriptCheck } from './check';
import { placeOfChain } from './places';

export const chainExists: ScriptCheck = {
  code: 'chain-exists',
  severity: 'error',
  place: placeOfChain,
  message: ({ call, chain }) =>
    call.kind === 'command' && actionOfCall(call).verb === 'rename-chain'
      ? `The chain ${chain} is there already, so -E fails. Choose another name, or empty and delete that chain before.`
      : `The chain ${chain} is there already, so -N fails. Take this command out, or empty the chain with -F instead.`,
  related: 'The chain is made here.',
};
