/** `-N` for a chain that the script has made already. */

import type { ScriptCheck } from './check';
import { placeOfChain } from './places';

export const chainExists: ScriptCheck = {
  code: 'chain-exists',
  severity: 'error',
  place: placeOfChain,
  message: ({ chain }) =>
    `The chain ${chain} is there already, so -N fails. Take this command out, or empty the chain with -F instead.`,
  related: 'The chain is made here.',
};
