/** Whether a script may run a second time on what it built: what fails then, and which rules it adds once more. */

import { isOfBuild } from '../shell/dockerfile';
import type { EffectEvent } from './events';
import { mayFail } from './events';
import { arrayOf, noRules, type RuleList } from './rule-list';
import type { Call, PlacedRule, State } from './tables';
import type { Truth } from './verbs';

/** How calls ended in a run, and the tables behind it. */
export interface RunRecord {
  truths: ReadonlyMap<Call, Truth>;
  end: State;
}

/** What a second run does that the first did not mean. */
export function repeatedFaults(first: RunRecord, second: RunRecord): EffectEvent[] {
  const failing = [...second.truths].filter(
    ([call, truth]) => truth === false && first.truths.get(call) === true && !mayFail(call),
  );
  const doubled = [...second.end.tables].flatMap(([key, { chains }]) =>
    [...chains.values()].flatMap(({ name, rules }) =>
      doubledRules(first.end.tables.get(key)?.chains.get(name)?.rules ?? noRules, rules),
    ),
  );
  const calls = new Set([...failing.map(([call]) => call), ...doubled.map(({ call }) => call)]);
  return [...calls]
    .filter(({ place }) => !isOfBuild(place))
    .map((call) => ({ kind: 'not-idempotent', call, certain: true, related: [] }));
}

/** The rules of the second run of which there are more now than behind the first, and at least one was there then. */
function doubledRules(before: RuleList, after: RuleList): PlacedRule[] {
  const had = countKeys(before);
  const has = countKeys(after);
  return arrayOf(after).filter(({ again, certain, same }) => {
    const count = had.get(same.key) ?? 0;
    return certain && again && count > 0 && has.get(same.key)! > count;
  });
}

function countKeys(rules: RuleList): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { certain, same } of arrayOf(rules)) if (certain) counts.set(same.key, (counts.get(same.key) ?? 0) + 1);
  return counts;
}
