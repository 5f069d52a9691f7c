/** Beginnings of long options that fit several. */

import { findOption } from '../modules/option-names';
import { wordsIn } from '../modules/values/words';
import { oncePer } from '../syntax/once';
import { type Change, replace } from './finding';
import { type ProblemPlace, ruleCheck } from './rule-check';
import { mends } from './rule-fixes';
import { ruleOn } from './rule-on-line';
import { oneOf } from './wording';

export const ambiguousOption = ruleCheck('ambiguous-option', 'error', {
  'ambiguous-option': {
    message: (place) =>
      `${place.problem.word} is short for several options: write ${oneOf(meant(place).map((name) => `--${name}`))}.`,
    fixes: (place) =>
      meant(place).map((name) => ({ title: `Write --${name}`, certain: false, changes: [inFull(place, name)] })),
  },
});

/** The options with which more of the rule is right; among them those of which the value is a word. All where none is better. */
const meant = oncePer((place: ProblemPlace): readonly string[] => {
  const { names = [] } = place.problem;
  if (!place.mayCompare) return names;
  const fitting = names.filter((name) => mends(place, [inFull(place, name)]));
  const withWord = fitting.filter((name) => takesWord(place, name));
  return [withWord, fitting, names].find((some) => some.length > 0) ?? names;
});

function inFull({ index, problem }: ProblemPlace, name: string): Change {
  const value = /=.*$/s.exec(problem.word)?.[0] ?? '';
  return replace(index, problem, `--${name}${value}`);
}

/** True for an option with a list of words, where a name that only the host knows would do for others. */
function takesWord({ ruleset, line, problem }: ProblemPlace, name: string): boolean {
  const { instances, words } = ruleOn(line, ruleset.document.family);
  const text = /=(.*)$/s.exec(problem.word)?.[1] ?? words.find(({ start }) => start >= problem.end)?.value ?? '';
  return instances.some(({ module }) => {
    const [value] = findOption(module, name)?.values ?? [];
    return value !== undefined && wordsIn(value, text).length > 0;
  });
}
