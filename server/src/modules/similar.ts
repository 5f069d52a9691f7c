// Did-you-mean: the name among several that a wrong one most likely stands for.

import { distance } from 'fastest-levenshtein';

/** Longer than any name that iptables knows: not worth the quadratic effort of a comparison. */
const longestName = 100;

/**
 * The most similar of the candidates: the same in another case, else within `limit` edits (a third of the name's length unless told); two
 * neighbouring letters that changed places are one edit.
 * Undefined when none is near enough or two are equally near.
 */
export function mostSimilar(name: string, candidates: readonly string[], limit?: number): string | undefined {
  if (name.length > longestName) return undefined;
  const compared = candidates.filter(comparable(name, candidates.length));
  const wanted = name.toLowerCase();
  let nearest = (limit ?? Math.max(1, Math.floor(name.length / 3))) + 1;
  let found: string | undefined;
  for (const candidate of compared) {
    if (candidate === name || Math.abs(candidate.length - name.length) > nearest) continue;
    const edits = editsBetween(wanted, candidate.toLowerCase());
    if (edits === nearest) found = undefined;
    else if (edits < nearest) [nearest, found] = [edits, candidate];
  }
  return found;
}

/** Among so many names, as a big node has them, only those that differ in one place are compared. */
const manyNames = 1_000;

/** A test for names that are worth a comparison with this one, among `count` of them. */
export function comparable(name: string, count: number): (other: string) => boolean {
  return count > manyNames ? (other) => differsInOnePlace(name, other) : () => true;
}

/** Letters that may differ in that place: two, and one more or less. */
const place = 3;

/** True when the names are the same but for a few letters in one place. Names in another case differ everywhere. */
function differsInOnePlace(a: string, b: string): boolean {
  const shorter = Math.min(a.length, b.length);
  if (Math.max(a.length, b.length) - shorter > 1) return false;
  const tail = shorter - place - 1;
  if (a.charCodeAt(a.length - 1) !== b.charCodeAt(b.length - 1) && a.charCodeAt(tail) !== b.charCodeAt(tail))
    return false;
  let begin = 0;
  while (begin < shorter && a.charCodeAt(begin) === b.charCodeAt(begin)) begin++;
  let end = 0;
  while (end < shorter - begin && a.charCodeAt(a.length - 1 - end) === b.charCodeAt(b.length - 1 - end)) end++;
  return begin + end >= shorter - place + 1;
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
