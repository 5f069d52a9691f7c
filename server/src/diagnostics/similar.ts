/** Did-you-mean among the many names of a dump, and for names that were cut off. */

import { mostSimilar } from '../modules/similar';

/** Shorter beginnings say too little. */
const shortestBeginning = 3;

/** True when `name` is what is left of the other one after a cut within a word of it: ACC of ACCEPT, but not KUBE of KUBE-A. */
export function isBeginning(name: string, other: string): boolean {
  if (name.length < shortestBeginning || other.length <= name.length || /[-_.:]/.test(other[name.length]!))
    return false;
  return other.toLowerCase().startsWith(name.toLowerCase());
}

/** The only one of the candidates that begins with the name, by `isBeginning`; undefined without one. */
export function onlyBegunBy(name: string, candidates: Iterable<string>): string | undefined {
  const begun = new Set<string>();
  for (const candidate of candidates) if (isBeginning(name, candidate)) begun.add(candidate);
  return begun.size === 1 ? [...begun][0] : undefined;
}

/** Comparisons that all searches among the same candidates may take together. */
const maxComparisons = 200_000;

/**
 * Looks for the most similar of the candidates as `mostSimilar` does, again and again; once that has taken enough
 * comparisons it finds nothing more, so that thousands of wrong names among thousands of right ones stay cheap.
 */
export function similarAmong(candidates: readonly string[]): (name: string, limit?: number) => string | undefined {
  let left = maxComparisons;
  return (name, limit) => {
    if (left <= 0) return undefined;
    left -= candidates.length;
    return mostSimilar(name, candidates, limit);
  };
}

/** The same for names that may also be cut off: what is not similar to any is taken for the beginning of the only one that has it. */
export function meantAmong(candidates: readonly string[]): (name: string) => string | undefined {
  let left = maxComparisons;
  return (name) => {
    if (left <= 0) return undefined;
    left -= candidates.length;
    return mostSimilar(name, candidates) ?? onlyBegunBy(name, candidates);
  };
}
