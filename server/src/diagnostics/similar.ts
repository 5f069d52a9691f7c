/** Did-you-mean: the name among several that a wrong one most likely stands for. */

import { distance } from 'fastest-levenshtein';

/** Longer than any name that iptables knows: not worth the quadratic effort of a comparison. */
const longestName = 100;

/**
 * The most similar of the candidates: the same in another case, else within `limit` edits (a third of the name's length unless told); two
 * neighbouring letters that changed places are one edit.
 * Undefined when none is near enough or two are equally near.
 */
export function mostSimilar(name: string, candidates: Iterable<string>, limit?: number): string | undefined {
  if (name.length > longestName) return undefined;
  const wanted = name.toLowerCase();
  let nearest = (limit ?? Math.max(1, Math.floor(name.length / 3))) + 1;
  let found: string | undefined;
  for (const candidate of candidates) {
    if (candidate === name || Math.abs(candidate.length - name.length) > nearest) continue;
    const edits = editsBetween(wanted, candidate.toLowerCase());
    if (edits === nearest) found = undefined;
    else if (edits < nearest) [nearest, found] = [edits, candidate];
  }
  return found;
}

function editsBetween(a: string, b: string): number {
  return isSwapped(a, b) ? 1 : distance(a, b);
}

/** True when the names differ only by two neighbouring letters that changed places. */
function isSwapped(a: string, b: string): boolean {
  if (a.length !== b.length || a === b) return false;
  let i = 0;
  while (a[i] === b[i]) i++;
  return a[i] === b[i + 1] && a[i + 1] === b[i] && a.slice(i + 2) === b.slice(i + 2);
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
