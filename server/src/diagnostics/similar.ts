/** Did-you-mean: the name among several that a wrong one most likely stands for. */

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

/** The same for names that may also be cut off: what is not similar to any is taken for the beginning of the only one that has it. */
export function meantAmong(candidates: readonly string[]): (name: string) => string | undefined {
  let left = maxComparisons;
  return (name) => {
    if (left <= 0) return undefined;
    left -= candidates.length;
    return mostSimilar(name, candidates) ?? onlyBegunBy(name, candidates);
  };
}
