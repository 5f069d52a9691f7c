/** Which programs the chain names of a dump speak for. Worked out once for each state of a dump. */

import type { Ruleset } from '../ruleset/ruleset';
import { oncePer } from '../syntax/once';
import { chainOwnersPresent } from './chains';
import { type IstioFlavour, isIstioChain, istioFlavour } from './istio';

export interface Evidence {
  /** The owners of well-known chains that are present. */
  owners: ReadonlySet<string>;
  /** True when some chain has a name of Istio's; their names, some of many. */
  istio: boolean;
  istioChains: readonly string[];
  flavour: IstioFlavour | undefined;
}

export const evidenceOf = oncePer(gather);

/**
 * Whether what a system uses can be claimed for this dump: its chains are there, or it is no system but common knowledge.
 * `system` is a word of the owner's name in the knowledge of chains.
 */
export function speaksFor(evidence: Evidence, system: string): boolean {
  if (system === 'common' || system === 'cloud') return true;
  if (system === 'Istio') return evidence.istio;
  const words = (system === 'Kubernetes' ? 'kube' : system).toLowerCase().split(' ');
  return [...evidence.owners].some((owner) => words.every((word) => owner.toLowerCase().includes(word)));
}

function gather(ruleset: Ruleset): Evidence {
  const names = representatives(ruleset);
  const istioChains = names.filter(isIstioChain);
  const istio = istioChains.length > 0;
  return { owners: chainOwnersPresent(names), istio, istioChains, flavour: istioFlavour(istioChains) };
}

/** Characters by which generated names are told apart, and how many of a kind are enough. */
const kindLength = 8;
const enoughOfAKind = 20;

/** Names of chains, but of tens of thousands such as KUBE-SEP-… only some: they all say the same. */
function representatives({ tables, document }: Ruleset): string[] {
  const { texts } = document.names;
  const counts = new Map<string, number>();
  const names: string[] = [];
  let enough = '\0';
  for (const { facts } of tables) {
    for (let i = 0; i < facts.count; i++) {
      const name = texts[facts.ids[i]!]!;
      if (name.startsWith(enough)) continue;
      const kind = name.slice(0, kindLength);
      const count = counts.get(kind) ?? 0;
      counts.set(kind, count + 1);
      if (count < enoughOfAKind) names.push(name);
      else if (kind.length === kindLength) enough = kind;
    }
  }
  return names;
}
