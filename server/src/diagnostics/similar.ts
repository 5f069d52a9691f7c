/** Did-you-mean: the name among several that a wrong one most likely stands for. */

import { distance } from 'fastest-levenshtein';

/**
 * The most similar of the candidates: the same in another case, else within `limit` edits (a third of the name's length unless told).
 * Undefined when none is near enough or two are equally near.
 */
export function mostSimilar(name: string, candidates: Iterable<string>, limit?: number): string | undefined {
  const wanted = name.toLowerCase();
  let nearest = (limit ?? Math.max(1, Math.floor(name.length / 3))) + 1;
  let found: string | undefined;
  for (const candidate of candidates) {
    if (candidate === name || Math.abs(candidate.length - name.length) > nearest) continue;
    const edits = distance(wanted, candidate.toLowerCase());
    if (edits === nearest) found = undefined;
    else if (edits < nearest) [nearest, found] = [edits, candidate];
  }
  return found;
}
