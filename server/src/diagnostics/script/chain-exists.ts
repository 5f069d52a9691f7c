/** `-N` for a chain that the script has made already. */

import type { ScriptCheck } from './check';

export const chainExists: ScriptCheck = {
  code: 'chain-exists',
  severity: 'error',
  message: ({ chain, certain }) =>
    `The chain ${chain} ${certain ? 'is' : 'may be'} there already, so -N fails. Take this command out, or empty the chain with -F.`,
  related: 'The chain is made here.',
};
