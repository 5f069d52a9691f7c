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

/** The list of the rules of some chunks, which it shares with other lists. */
export function ofChunks(chunks: readonly Chunk[]): RuleList {
  const filled = chunks.filter(({ length }) => length > 0);
  return { length: filled.reduce((sum, { length }) => sum + length, 0), chunks: filled };
}

/** The rules in chunks of about the same length. */
export function inChunks(rules: readonly PlacedRule[]): Chunk[] {
  const length = Math.ceil(rules.length / Math.ceil(rules.length / usualLength));
  const chunks: Chunk[] = [];
  for (let at = 0; at < rules.length; at += length) chunks.push(rules.slice(at, at + length));
  return chunks;
}

/** The rules one by one. */
export function arrayOf({ chunks }: RuleList): PlacedRule[] {
  const rules: PlacedRule[] = [];
  for (const chunk of chunks) for (const rule of chunk) rules.push(rule);
  return rules;
}

/** The one rule that is meant; undefined when there are several, or none. */
export function onlyRule({ chunks }: RuleList, isMeant: (rule: PlacedRule) => boolean): PlacedRule | undefined {
  let found: PlacedRule | undefined;
  for (const chunk of chunks)
    for (const rule of chunk) {
      if (!isMeant(rule)) continue;
      if (found) return undefined;
      found = rule;
    }
  return found;
}

/** The list with more rules at its end. */
export function withRules({ length, chunks }: RuleList, rules: readonly PlacedRule[]): RuleList {
  const last = chunks.at(-1);
  const isOpen = last !== undefined && last.length < usualLength;
  const changed = isOpen ? [...chunks.slice(0, -1), ...inChunks([...last, ...rules])] : [...chunks, ...inChunks(rules)];
  return { length: length + rules.length, chunks: changed };
}

/** The list with a chunk at its end that other lists may have as well. */
export function withChunk(list: RuleList, chunk: Chunk): RuleList {
  return chunk.length === 0 ? list : { length: list.length + chunk.length, chunks: [...list.chunks, chunk] };
}

/** The list with others in the place of some rules, as `Array.splice` counts them. */
export function spliced({ chunks }: RuleList, start: number, count: number, ...rules: PlacedRule[]): RuleList {
  let [from, before] = [0, 0];
  while (from < chunks.length - 1 && before + chunks[from]!.length <= start) before += chunks[from++]!.length;
  let [until, length] = [from, 0];
  while (until < chunks.length && (length === 0 || before + length < start + count)) length += chunks[until++]!.length;
  const changed = chunks
    .slice(from, until)
    .flat()
    .toSpliced(start - before, count, ...rules);
  return ofChunks([...chunks.slice(0, from), ...inChunks(changed), ...chunks.slice(until)]);
}

/** The list with each rule as `change` makes it; undefined takes it out. What it leaves as it is stays shared. */
export function mapRules(list: RuleList, change: (rule: PlacedRule) => PlacedRule | undefined): RuleList {
  let isSame = true;
  const chunks = list.chunks.map((chunk) => {
    const changed = mapChunk(chunk, change);
    isSame &&= changed === chunk;
    return changed;
  });
  return isSame ? list : ofChunks(chunks);
}

/** The list with a rule in the place of another that is in it, or with none in its place. */
export function withReplaced(list: RuleList, old: PlacedRule, by: PlacedRule | undefined): RuleList {
  return mapRules(list, (rule) => (rule === old ? by : rule));
}

function mapChunk(chunk: Chunk, change: (rule: PlacedRule) => PlacedRule | undefined): Chunk {
  if (chunk.every((rule) => change(rule) === rule)) return chunk;
  return chunk.flatMap((rule) => change(rule) ?? []);
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
