/** Rules that no packet reaches, as one before them in the same chain takes all that they could match. */

import type { Family } from '../ruleset/tables';
import { oncePer } from '../syntax/once';
import { haveSameVerdict, keysOf, networkLength, type Taker, takerOf, takesAllOf, valuesOf } from './conditions';
import type { EffectEvent } from './events';
import type { Chunk } from './rule-list';
import type { Chain, PlacedRule, State } from './tables';

/** An event for each rule that stands behind one that takes all its packets, and does something else with them, or takes every packet. */
export function coveredRules(state: State): EffectEvent[] {
  return [...state.tables.values()].flatMap(({ chains, family }) =>
    [...chains.values()].flatMap((chain) => coveredIn(chain, family)),
  );
}

/** Those before a rule that take packets. */
interface Takers {
  byKey: Map<string, Taker[]>;
  /** Those that ask for no single value. */
  others: Taker[];
  /** The lengths of the networks that they ask for. */
  lengths: Set<number>;
}

function coveredIn({ rules, name }: Chain, family: Family): EffectEvent[] {
  const before: Takers = { byKey: new Map(), others: [], lengths: new Set() };
  const events: EffectEvent[] = [];
  for (const chunk of rules.chunks)
    for (const { rule, values, taker } of readChunk(chunk)) {
      const found = values && takerBefore(before, rule, values, family);
      if (found)
        events.push({
          kind: 'rule-after-drop',
          call: rule.call,
          certain: true,
          related: [found.rule.call],
          chain: name,
        });
      if (taker) addTaker(before, taker);
    }
  return events;
}

interface Read {
  rule: PlacedRule;
  /** Undefined for a rule that may not be there. */
  values: ReadonlyMap<string, string> | undefined;
  taker: Taker | undefined;
}

const readChunk = oncePer((chunk: Chunk): readonly Read[] =>
  chunk.map((rule) => ({ rule, values: rule.certain ? valuesOf(rule) : undefined, taker: takerOf(rule) })),
);

function takerBefore(
  { byKey, others, lengths }: Takers,
  rule: PlacedRule,
  values: ReadonlyMap<string, string>,
  family: Family,
): Taker | undefined {
  const takes = (taker: Taker) =>
    taker.rule.call !== rule.call &&
    takesAllOf(taker, values) &&
    (taker.conditions.size === 0 || !haveSameVerdict(taker.rule, rule));
  const found = others.find(takes);
  if (found || byKey.size === 0) return found;
  for (const key of keysOf(values, lengths, family)) {
    const taker = byKey.get(key)?.find(takes);
    if (taker) return taker;
  }
  return undefined;
}

function addTaker({ byKey, others, lengths }: Takers, taker: Taker): void {
  const { key } = taker;
  const length = networkLength(taker);
  if (length !== undefined) lengths.add(length);
  if (key === undefined) others.push(taker);
  else if (byKey.has(key)) byKey.get(key)!.push(taker);
  else byKey.set(key, [taker]);
}
