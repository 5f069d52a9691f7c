/** Rules that no packet reaches, as one before them in the same chain takes all that they could match. */

import type { Comparable } from './comparable';
import { askedBy, keysFor, takesAllOf } from './conditions';
import type { EffectEvent } from './events';
import { arrayOf, type RuleList } from './rule-list';
import type { PlacedRule, State } from './tables';

/** An event for each rule that stands behind one that takes all its packets, and does something else with them, or takes every packet. */
export function coveredRules(state: State): EffectEvent[] {
  return [...state.tables.values()].flatMap(({ chains }) =>
    [...chains.values()].flatMap(({ name, rules }) => coveredIn(rules, name)),
  );
}

function coveredIn(list: RuleList, chain: string): EffectEvent[] {
  const rules = arrayOf(list);
  return placesIn(rules).flatMap(({ at, taker }): EffectEvent[] => {
    const [{ call }, related] = [rules[at]!, [rules[taker]!.call]];
    return call === related[0] ? [] : [{ kind: 'rule-after-drop', call, certain: true, related, chain }];
  });
}

/** The places of a rule, and of one before it that takes its packets. */
interface Covered {
  at: number;
  taker: number;
}

const none: readonly Covered[] = [];

/** What was found of a chain, by its first rule: an edit leaves the rules of most as they are. */
const lastFound = new WeakMap<Comparable, { rules: readonly PlacedRule[]; found: readonly Covered[] }>();

function placesIn(rules: readonly PlacedRule[]): readonly Covered[] {
  const [first] = rules;
  if (!first) return none;
  const last = lastFound.get(first.same);
  if (last && saySame(last.rules, rules)) return last.found;
  const found = findCovered(rules);
  lastFound.set(first.same, { rules, found });
  return found;
}

function saySame(a: readonly PlacedRule[], b: readonly PlacedRule[]): boolean {
  return a.length === b.length && a.every((rule, at) => rule.same === b[at]!.same && rule.certain === b[at]!.certain);
}

/** The places of rules that take packets, in the order of their chain. */
interface Takers {
  /** The first that takes every packet. */
  all: number | undefined;
  byKey: Map<string, number[]>;
  /** Those that ask for no single value. */
  others: number[];
  /** The lengths of the networks that they ask for. */
  lengths: Set<number>;
}

function findCovered(rules: readonly PlacedRule[]): Covered[] {
  const before: Takers = { all: undefined, byKey: new Map(), others: [], lengths: new Set() };
  const covered: Covered[] = [];
  for (const [at, rule] of rules.entries()) {
    if (!rule.certain) continue;
    const taker = takerBefore(before, rules, rule);
    if (taker !== undefined) covered.push({ at, taker });
    addTaker(before, rule, at);
  }
  return covered;
}

function takerBefore(
  { all, byKey, others, lengths }: Takers,
  rules: readonly PlacedRule[],
  rule: PlacedRule,
): number | undefined {
  if (all !== undefined) return all;
  const firstOf = (takers: readonly number[]) => takers.slice(0, mostTried).find((at) => takes(rules[at]!, rule));
  const found = firstOf(others);
  if (found !== undefined || byKey.size === 0) return found;
  for (const key of keysFor(askedBy(rule.same), lengths, rule.call.program.family)) {
    const taker = firstOf(byKey.get(key) ?? []);
    if (taker !== undefined) return taker;
  }
  return undefined;
}

/** Of more that a rule has no better key for none is tried. */
const mostTried = 100;

function takes(taker: PlacedRule, rule: PlacedRule): boolean {
  const { taken, verdict } = askedBy(taker.same);
  const asked = askedBy(rule.same);
  return taken !== undefined && verdict !== asked.verdict && takesAllOf(taken, asked.values, rule.call.program.family);
}

function addTaker(takers: Takers, { same }: PlacedRule, at: number): void {
  const { taken } = askedBy(same);
  if (!taken) return;
  const { byKey, others, lengths } = takers;
  const { conditions, key, length } = taken;
  if (conditions.size === 0) {
    takers.all ??= at;
    return;
  }
  if (length !== undefined) lengths.add(length);
  const alike = key === undefined ? others : byKey.get(key);
  if (alike) alike.push(at);
  else byKey.set(key!, [at]);
}
