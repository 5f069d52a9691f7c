/** Rules that no packet reaches, as one before them in the same chain takes all that they could match. */

import { oncePer } from '../syntax/once';
import { haveSameVerdict, keysOf, type Taker, takerOf, takesAllOf, valuesOf } from './conditions';
import type { EffectEvent } from './events';
import type { Chunk, RuleList } from './rule-list';
import type { PlacedRule, State } from './tables';

/** An event for each rule that stands behind one that takes all its packets, and does something else with them, or takes every packet. */
export function coveredRules(state: State): EffectEvent[] {
  return [...state.tables.values()].flatMap(({ chains }) =>
    [...chains.values()].flatMap(({ name, rules }) =>
      coveredIn(rules).map(({ rule, taker }): EffectEvent => {
        return { kind: 'rule-after-drop', call: rule.call, certain: true, related: [taker.call], chain: name };
      }),
    ),
  );
}

/** Those before a rule that take packets. */
interface Takers {
  byKey: Map<string, Taker[]>;
  /** Those that ask for no single value. */
  others: Taker[];
  /** The lengths of the networks that they ask for: a list that is the same for the same lengths. */
  lengths: readonly number[];
}

/** A rule, and one before it that takes its packets. */
interface Covered {
  rule: PlacedRule;
  taker: PlacedRule;
}

const none: readonly Covered[] = [];

/** What was found of a chain, by the first of its chunks: after an edit most chains have the same ones. */
const lastFound = new WeakMap<Chunk, { chunks: readonly Chunk[]; found: readonly Covered[] }>();

function coveredIn({ chunks }: RuleList): readonly Covered[] {
  const [first] = chunks;
  if (!first) return none;
  const last = lastFound.get(first);
  if (last?.chunks.length === chunks.length && last.chunks.every((chunk, index) => chunk === chunks[index]))
    return last.found;
  const found = findCovered(chunks);
  lastFound.set(first, { chunks, found });
  return found;
}

function findCovered(chunks: readonly Chunk[]): Covered[] {
  const before: Takers = { byKey: new Map(), others: [], lengths: listOf([]) };
  const covered: Covered[] = [];
  for (const chunk of chunks)
    for (const read of readChunk(chunk)) {
      const { rule, taker } = read;
      const found = rule.certain ? takerBefore(before, read) : undefined;
      if (found) covered.push({ rule, taker: found.rule });
      if (taker) addTaker(before, taker);
    }
  return covered;
}

/** What a rule asks for and takes. Most are read again after each edit, with the same takers before them. */
interface Read {
  rule: PlacedRule;
  values: ReadonlyMap<string, string>;
  taker: Taker | undefined;
  /** The keys of those that may take its packets, where they ask for networks of these lengths. */
  keys: readonly string[];
  lengths: readonly number[] | undefined;
}

const readChunk = oncePer((chunk: Chunk): readonly Read[] =>
  chunk.map((rule) => ({ rule, values: valuesOf(rule), taker: takerOf(rule), keys: [], lengths: undefined })),
);

function takerBefore({ byKey, others, lengths }: Takers, read: Read): Taker | undefined {
  const found = others.find((taker) => takes(taker, read));
  if (found || byKey.size === 0) return found;
  if (read.lengths !== lengths) {
    read.keys = keysOf(read.values, lengths, read.rule.call.program.family);
    read.lengths = lengths;
  }
  for (const key of read.keys) {
    const taker = byKey.get(key)?.find((each) => takes(each, read));
    if (taker) return taker;
  }
  return undefined;
}

function takes(taker: Taker, { rule, values }: Read): boolean {
  if (taker.rule.call === rule.call || !takesAllOf(taker, values)) return false;
  return taker.conditions.size === 0 || !haveSameVerdict(taker.rule, rule);
}

function addTaker(takers: Takers, taker: Taker): void {
  const { byKey, others, lengths } = takers;
  const { key, length } = taker;
  if (length !== undefined && !lengths.includes(length))
    takers.lengths = listOf([...lengths, length].sort((a, b) => a - b));
  const same = key === undefined ? others : byKey.get(key);
  if (same) same.push(taker);
  else byKey.set(key!, [taker]);
}

const lists = new Map<string, readonly number[]>();

/** The same list for the same numbers in the same order. */
function listOf(numbers: readonly number[]): readonly number[] {
  const key = numbers.join(' ');
  const known = lists.get(key) ?? numbers;
  lists.set(key, known);
  return known;
}
