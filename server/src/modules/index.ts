// Looks up match and target modules by name and family.

import { matches } from './matches/all';
import { targets } from './targets/all';
import type { Family, MatchModule, Module, TargetModule } from './types';

/** Every match module; one whose families differ is there once for each. */
export const matchModules: readonly MatchModule[] = Object.values(matches).flat();

/** Every target module, with the four verdicts; one whose families differ is there once for each. */
export const targetModules: readonly TargetModule[] = Object.values(targets).flat();

const matchIndex = indexByFamily(matchModules);
const targetIndex = indexByFamily(targetModules);

/**
 * The match module that `-m name` loads, or undefined. Names are case-sensitive; the names of ICMPv6 all lead to icmp6. A
 * protocol loads the match of its own name, so this also finds what `-p name` may load.
 */
export function findMatch(name: string, family: Family): MatchModule | undefined {
  return matchIndex[family].get(name);
}

/** The target that `-j name` means when no chain has this name, or undefined. Names are case-sensitive. */
export function findTarget(name: string, family: Family): TargetModule | undefined {
  return targetIndex[family].get(name);
}

function indexByFamily<M extends Module>(modules: readonly M[]): Record<Family, ReadonlyMap<string, M>> {
  return { ipv4: indexOf(modules, 'ipv4'), ipv6: indexOf(modules, 'ipv6') };
}

function indexOf<M extends Module>(modules: readonly M[], family: Family): ReadonlyMap<string, M> {
  const index = new Map<string, M>();
  for (const module of modules) {
    if (!module.families.includes(family)) continue;
    for (const name of [module.name, ...(module.aliases ?? [])]) index.set(name, module);
  }
  return index;
}
