/** The rules of a chain in their order, as a value that is never changed: lists that differ in a few rules share the chunks of the others. */

import type { PlacedRule } from './tables';

export type Chunk = readonly PlacedRule[];

/** No chunk is empty. */
export interface RuleList {
  readonly length: number;
  readonly chunks: readonly Chunk[];
}

/** A chunk to which single rules are added grows no further. */
const usualLength = 32;

export const noRules: RuleList = { length: 0, chunks: [] };

export function listOf(rules: readonly PlacedRule[]): RuleList {
  return withRules(noRules, rules);
}

export function arrayOf({ chunks }: RuleList): PlacedRule[] {
  return chunks.flat();
}

/** The index of the last rule that is meant; -1 for none. */
export function lastIndex({ length, chunks }: RuleList, isMeant: (rule: PlacedRule) => boolean): number {
  let end = length;
  for (const chunk of chunks.toReversed()) {
    end -= chunk.length;
    const index = chunk.findLastIndex(isMeant);
    if (index >= 0) return end + index;
  }
  return -1;
}

/** The list with more rules at its end. */
export function withRules({ length, chunks }: RuleList, rules: readonly PlacedRule[]): RuleList {
  const last = chunks.at(-1);
  const isOpen = last !== undefined && last.length < usualLength;
  const added = isOpen ? [...last, ...rules] : rules;
  const changed = isOpen ? chunks.slice(0, -1) : [...chunks];
  for (let at = 0; at < added.length; at += usualLength) changed.push(added.slice(at, at + usualLength));
  return { length: length + rules.length, chunks: changed };
}

/** The list with a chunk at its end that other lists may have as well. */
export function withChunk(list: RuleList, chunk: Chunk): RuleList {
  return chunk.length === 0 ? list : { length: list.length + chunk.length, chunks: [...list.chunks, chunk] };
}

/** The list with others in the place of some rules, as `Array.splice` counts them. */
export function spliced(list: RuleList, start: number, count: number, ...rules: PlacedRule[]): RuleList {
  return listOf(arrayOf(list).toSpliced(start, count, ...rules));
}

/** The list with each rule as `change` makes it; undefined takes it out. What it leaves as it is stays shared. */
export function mapRules(list: RuleList, change: (rule: PlacedRule) => PlacedRule | undefined): RuleList {
  let isSame = true;
  const chunks = list.chunks.flatMap((chunk) => {
    const changed = mapChunk(chunk, change);
    isSame &&= changed === chunk;
    return changed.length > 0 ? [changed] : [];
  });
  return isSame ? list : { length: chunks.reduce((sum, { length }) => sum + length, 0), chunks };
}

function mapChunk(chunk: Chunk, change: (rule: PlacedRule) => PlacedRule | undefined): Chunk {
  const changed = chunk.map(change);
  if (changed.every((rule, index) => rule === chunk[index])) return chunk;
  return changed.filter((rule) => rule !== undefined);
}

/** What two lists begin with in common, as far as they share chunks, and the rules of both behind it. */
export function unshared(a: RuleList, b: RuleList): { shared: RuleList; a: PlacedRule[]; b: PlacedRule[] } {
  let [same, length] = [0, 0];
  while (same < a.chunks.length && a.chunks[same] === b.chunks[same]) length += a.chunks[same++]!.length;
  const shared = { length, chunks: a.chunks.slice(0, same) };
  return { shared, a: a.chunks.slice(same).flat(), b: b.chunks.slice(same).flat() };
}

/** What a list has behind all rules of another, in chunks as far as they are its own; undefined when it does not begin with those. */
export function addedTo(before: RuleList, after: RuleList): Chunk[] | undefined {
  let [index, at] = [0, 0];
  for (const chunk of before.chunks) {
    if (at === 0 && after.chunks[index] === chunk) index++;
    else
      for (const rule of chunk) {
        const other = after.chunks[index];
        if (other?.[at] !== rule) return undefined;
        [index, at] = at + 1 < other.length ? [index, at + 1] : [index + 1, 0];
      }
  }
  const cut = after.chunks[index]?.slice(at);
  return at > 0 && cut ? [cut, ...after.chunks.slice(index + 1)] : after.chunks.slice(index);
}
