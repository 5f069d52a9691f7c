/** Whether a script may run a second time on what it built: what fails then, and which rules it adds once more. */

import { isOfBuild } from '../shell/dockerfile';
import { oncePer } from '../syntax/once';
import type { Noted, Run } from './attempt';
import type { EffectEvent } from './events';
import { mayFail } from './events';
import { arrayOf, type Chunk, noRules, type RuleList } from './rule-list';
import type { Call, PlacedRule, State } from './tables';
import type { Truth } from './verbs';

/** How calls ended in a run, and the tables behind it. */
export interface RunRecord {
  noted: Run['noted'];
  end: State;
}

/** What a second run does that the first did not mean. */
export function repeatedFaults(first: RunRecord, second: RunRecord): EffectEvent[] {
  const doubled = [...second.end.tables].flatMap(([key, { chains }]) =>
    [...chains.values()].flatMap(({ name, rules }) =>
      doubledRules(first.end.tables.get(key)?.chains.get(name)?.rules ?? noRules, rules),
    ),
  );
  const calls = new Set([...failingOnly(first, second), ...doubled.map(({ call }) => call)]);
  return [...calls]
    .filter(({ place }) => !isOfBuild(place))
    .map((call) => ({ kind: 'not-idempotent', call, certain: true, related: [] }));
}

/** The calls that fail in the second run each time that they are made, and in the first never. */
function failingOnly(first: RunRecord, second: RunRecord): Call[] {
  const failing = new Set(second.noted.flatMap((each) => ('deed' in each ? failuresIn([each]) : failuresOf(each))));
  if (failing.size === 0) return [];
  const [before, after] = [truthsOf(first, failing), truthsOf(second, failing)];
  return [...failing].filter((call) => before.get(call) === true && after.get(call) === false);
}

const failuresOf = oncePer(failuresIn);

function failuresIn(noted: readonly Noted[]): Call[] {
  return noted.flatMap(({ deed: { call }, truth }) => (truth === false && !mayFail(call) ? [call] : []));
}

/** How some of the calls ended: undefined where it ended differently from time to time. */
function truthsOf({ noted }: RunRecord, calls: ReadonlySet<Call>): Map<Call, Truth> {
  const truths = new Map<Call, Truth>();
  for (const each of noted)
    for (const { deed, truth } of 'deed' in each ? [each] : each) {
      const { call } = deed;
      if (calls.has(call)) truths.set(call, truths.has(call) && truths.get(call) !== truth ? undefined : truth);
    }
  return truths;
}

/** The rules of the second run of which there are more now than behind the first, and at least one was there then. */
function doubledRules(before: RuleList, after: RuleList): PlacedRule[] {
  if (isAlike(before, after)) return [];
  const had = countKeys(before);
  const has = countKeys(after);
  return arrayOf(after).filter(({ again, certain, same }) => {
    const count = had.get(same.key) ?? 0;
    return certain && again && count > 0 && has.get(same.key)! > count;
  });
}

/** True when the chain surely holds the same rules in the same order. */
function isAlike(before: RuleList, after: RuleList): boolean {
  return (
    before.chunks.length === after.chunks.length &&
    after.chunks.every((chunk, index) => keysIn(chunk) === keysIn(before.chunks[index]!))
  );
}

const keysIn = oncePer((chunk: Chunk) => chunk.map(({ same, certain }) => `${same.key}\0${certain}`).join('\0'));

function countKeys(rules: RuleList): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { certain, same } of arrayOf(rules)) if (certain) counts.set(same.key, (counts.get(same.key) ?? 0) + 1);
  return counts;
}
