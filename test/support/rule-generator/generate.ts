/** The whole set of generated rules: valid ones, planted faults, random combinations. */

import { pick, type Random, randomFrom } from '../random';
import type { Wish } from './compose';
import { faultKinds, plant } from './faults';
import { anyRule } from './random-rules';
import type { RuleCase } from './rule-case';
import { anyValid, everySample, wishes } from './valid-rules';

export type RuleSet = 'valid' | 'planted' | 'random';

/** About `count` rules, a third of them in each set; the same seed gives the same rules. */
export function generateRules(
  seed: number,
  count: number,
  sets: readonly RuleSet[] = ['valid', 'planted', 'random'],
): RuleCase[] {
  const third = Math.ceil(count / 3);
  const all = wishes();
  return sets.flatMap((set) => makers[set](randomFrom(seed), all, third));
}

const makers: Record<RuleSet, (random: Random, all: readonly Wish[], count: number) => RuleCase[]> = {
  valid: (random, all, count) => {
    const every = everySample(random);
    return [...every, ...many(count - every.length, () => anyValid(random, pick(random, all)))].slice(
      0,
      Math.max(count, every.length),
    );
  },
  planted: (random, all, count) =>
    faultKinds.flatMap((kind) =>
      many(Math.ceil(count / faultKinds.length), () => plant(kind, random, pick(random, all))),
    ),
  random: (random, all, count) => many(count, () => anyRule(random, pick(random, all))),
};

/** So many different rules, as far as enough tries find them. */
function many(count: number, make: () => RuleCase | undefined): RuleCase[] {
  const found = new Map<string, RuleCase>();
  for (let tries = 0; found.size < count && tries < count * 200; tries++) {
    const made = make();
    if (made) found.set(`${made.family} ${made.text}`, made);
  }
  return [...found.values()];
}
