/** The rules of a chain in their order, as a value that is never changed: lists that differ in a few rules share the others. */

import type { PlacedRule } from './tables';

/** All chunks but the last are full. */
export interface RuleList {
  readonly length: number;
  readonly chunks: readonly (readonly PlacedRule[])[];
}

const chunkLength = 32;

export const noRules: RuleList = { length: 0, chunks: [] };

export function listOf(rules: readonly PlacedRule[]): RuleList {
  return rules.length === 0 ? noRules : behind([], rules);
}

export function arrayOf({ chunks }: RuleList): PlacedRule[] {
  return joined(chunks, 0);
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
export function appended({ length, chunks }: RuleList, rules: readonly PlacedRule[]): RuleList {
  const isFull = length % chunkLength === 0;
  return behind(isFull ? chunks : chunks.slice(0, -1), isFull ? rules : [...chunks.at(-1)!, ...rules]);
}

/** The list with others in the place of some rules, as `Array.splice` counts them. */
export function spliced(list: RuleList, start: number, count: number, ...rules: PlacedRule[]): RuleList {
  return listOf(arrayOf(list).toSpliced(start, count, ...rules));
}

/** The list with each rule as `change` makes it; undefined takes it out. What it leaves as it is stays shared. */
export function mapRules(list: RuleList, change: (rule: PlacedRule) => PlacedRule | undefined): RuleList {
  const from = list.chunks.findIndex((chunk) => chunk.some((rule) => change(rule) !== rule));
  if (from < 0) return list;
  const rest: PlacedRule[] = [];
  for (const rule of joined(list.chunks, from)) {
    const changed = change(rule);
    if (changed) rest.push(changed);
  }
  return behind(list.chunks.slice(0, from), rest);
}

/** The first rule, counted from 0, that two lists do not share, and the rules of both from there on. */
export function unshared(a: RuleList, b: RuleList): { from: number; a: PlacedRule[]; b: PlacedRule[] } {
  let same = 0;
  while (same < a.chunks.length && a.chunks[same] === b.chunks[same]) same++;
  const from = Math.min(same * chunkLength, a.length);
  return { from, a: joined(a.chunks, same), b: joined(b.chunks, same) };
}

/** The rules that a list has behind all of another; undefined when it does not begin with those. */
export function appendedTo(before: RuleList, after: RuleList): readonly PlacedRule[] | undefined {
  const { a, b } = unshared(before, after);
  return a.every((rule, index) => b[index] === rule) ? b.slice(a.length) : undefined;
}

/** The first rules of a list up to a place that `unshared` found, and others behind them. */
export function continued({ chunks }: RuleList, from: number, rules: readonly PlacedRule[]): RuleList {
  const whole = Math.floor(from / chunkLength);
  const cut = from % chunkLength;
  return behind(chunks.slice(0, whole), cut === 0 ? rules : [...chunks[whole]!.slice(0, cut), ...rules]);
}

/** The rules of the chunks from one on. */
function joined(chunks: RuleList['chunks'], from: number): PlacedRule[] {
  const rules: PlacedRule[] = [];
  for (let i = from; i < chunks.length; i++) for (const rule of chunks[i]!) rules.push(rule);
  return rules;
}

function behind(full: readonly (readonly PlacedRule[])[], rules: readonly PlacedRule[]): RuleList {
  const chunks = [...full];
  for (let at = 0; at < rules.length; at += chunkLength) chunks.push(rules.slice(at, at + chunkLength));
  return { length: full.length * chunkLength + rules.length, chunks };
}
