/** Jumps in circles, which the kernel refuses where packets may come to them. */

import type { Chain } from './tables';

/** True when a jump from one chain to the other would let packets of a built-in chain go round in a circle. */
export function closesLoop(chains: ReadonlyMap<string, Chain>, from: string, to: string): boolean {
  const target = chains.get(to);
  if (!target || target.builtIn || target.rules.length === 0) return false;
  if (!reaches(chains, to, from) && !isInCircle(chains, to)) return false;
  return [...chains.values()].some(({ name, builtIn }) => builtIn && (name === from || reaches(chains, name, from)));
}

/** The chains that the rules of a chain surely lead to. */
function next(chains: ReadonlyMap<string, Chain>, name: string): string[] {
  const rules = chains.get(name)?.rules ?? [];
  return rules.flatMap(({ target, certain }) => (certain && target && chains.has(target.text) ? [target.text] : []));
}

function reaches(chains: ReadonlyMap<string, Chain>, from: string, to: string): boolean {
  const met = new Set([from]);
  for (const name of met)
    for (const each of next(chains, name)) {
      if (each === to) return true;
      met.add(each);
    }
  return false;
}

/** True when a chain that is met from here leads back to itself. */
function isInCircle(chains: ReadonlyMap<string, Chain>, from: string): boolean {
  const met = new Set([from]);
  for (const name of met) for (const each of next(chains, name)) met.add(each);
  return [...met].some((name) => reaches(chains, name, name));
}
