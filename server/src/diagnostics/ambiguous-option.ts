/** Beginnings of long options that fit several. */

import { ruleCheck } from './rule-check';
import { wordFix } from './rule-fixes';
import { oneOf } from './wording';

export const ambiguousOption = ruleCheck('ambiguous-option', 'error', {
  'ambiguous-option': {
    message: ({ problem }) => `${problem.word} is short for several options: write ${oneOf(written(problem.names))}.`,
    fixes: (place) => {
      const value = /=.*$/s.exec(place.problem.word)?.[0] ?? '';
      return written(place.problem.names).map((name) => wordFix(place, `${name}${value}`, false));
    },
  },
});

function written(names: readonly string[] = []): string[] {
  return names.map((name) => `--${name}`);
}
