/** The jumps that lead from a hook to a chain, to be shown beside a finding. */

import { ruleAt } from '../ruleset/document';
import type { Way } from '../ruleset/reach';
import type { Ruleset } from '../ruleset/ruleset';
import type { Related } from './finding';

/** The jumps to a chain in their order, out of those that `waysFrom` found; none to the hook's own chain. */
export function stepsTo(ways: ReadonlyMap<number, Way>, chain: number): Way[] {
  const steps: Way[] = [];
  for (let way = ways.get(chain); way; way = ways.get(way.from)) steps.unshift(way);
  return steps;
}

/** Each jump as a place to look at. */
export function relatedJumps({ document }: Ruleset, steps: readonly Way[]): Related[] {
  return steps.map(({ line, from }) => ({
    line,
    span: ruleAt(document, line)!.targetSpan,
    message: `${document.names.texts[from]} jumps here.`,
  }));
}
