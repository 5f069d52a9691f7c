/** Modules and options that still load and have a successor. */

import type { RulePart } from '../ruleset/rule';
import { type Change, type Fix, replace } from './finding';
import { type ProblemPlace, ruleCheck } from './rule-check';
import { ruleOn } from './rule-on-line';

export const deprecatedForm = ruleCheck('deprecated-form', 'warning', {
  'deprecated-form': {
    deprecated: true,
    message: ({ problem }) => `${problem.option} is an old form.`,
    fixes: (place) => (place.problem.option === '-m state' ? writeConntrack(place) : []),
  },
});

/** `-m state --state` becomes `-m conntrack --ctstate`: the words for the states are the same. */
function writeConntrack({ ruleset, index, line, problem }: ProblemPlace): Fix[] {
  const { parts, instances } = ruleOn(line, ruleset.document.family);
  const instance = instances.findIndex(({ word }) => word.start === problem.start);
  const changes = parts.filter((part) => part.instance === instance).map((part) => renameOption(index, part));
  if (instances[instance]?.word.quoted || changes.length === 0) return [];
  return [
    {
      title: 'Write -m conntrack --ctstate',
      certain: true,
      changes: [replace(index, problem, 'conntrack'), ...changes],
    },
  ];
}

/** `--state NEW` or `--state=NEW`. */
function renameOption(index: number, { name }: RulePart): Change {
  const length = name.value.includes('=') ? name.value.indexOf('=') : name.value.length;
  return replace(index, { start: name.start, end: name.start + length }, '--ctstate');
}
