/** Chains that share a box because a picture of all of them could not be read. */

import type { Chain } from '../../ruleset/ruleset';

/** A picture of more boxes than these says nothing. */
const mostBoxes = 80;

/** The name of each chain's box: its own, or with too many chains that of all whose names begin alike, `KUBE-SVC-…`. */
export function boxNames(chains: readonly Chain[]): Map<string, string> {
  const own = (chain: Chain) => chain.name;
  const byStem = (chain: Chain) => (chain.builtIn ? chain.name : stemOf(chain.name));
  const byFirst = (chain: Chain) => (chain.builtIn ? chain.name : `${/^[^-_]*[-_]?/.exec(chain.name)![0]}…`);
  const anything = (chain: Chain) => (chain.builtIn ? chain.name : 'all other chains');
  for (const naming of [own, byStem, byFirst, anything]) {
    const names = new Map(chains.map((chain) => [chain.name, naming(chain)]));
    if (naming === anything || new Set(names.values()).size <= mostBoxes) return names;
  }
  return new Map();
}

/** The name without what stands behind its last dash or underscore, or without its digits. */
function stemOf(name: string): string {
  const cut = Math.max(name.lastIndexOf('-'), name.lastIndexOf('_'));
  const stem = cut > 0 ? name.slice(0, cut + 1) : name.replace(/\d+$/, '');
  return stem === name ? name : `${stem}…`;
}
