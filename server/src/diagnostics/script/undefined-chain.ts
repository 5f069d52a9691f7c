/** Rules in, and jumps to, chains that are made further below or nowhere. */

import { mostSimilar } from '../../modules/similar';
import { hookNames } from '../../ruleset/tables';
import { renamed, type ScriptCheck } from './check';
import { placeOfChain } from './places';

export const undefinedChainInScript: ScriptCheck = {
  code: 'undefined-chain',
  severity: 'error',
  place: placeOfChain,
  message: ({ chain = '', related }) =>
    related.length > 0
      ? `The chain ${chain} is not there yet: -N ${chain} comes only later. Move that command up.`
      : `The chain ${chain} is not made in this script, so this fails unless the machine has it. ${advice(chain)}`,
  related: 'The chain is made here.',
  fixes: ({ call, chain = '', related }, script) => {
    const meant = related.length > 0 ? undefined : mostSimilar(chain, hookNames);
    return meant ? renamed(script, call, chain, meant) : [];
  },
};

function advice(chain: string): string {
  const meant = mostSimilar(chain, hookNames);
  return meant ? `Did you mean ${meant}?` : `Make it with -N ${chain} before.`;
}
