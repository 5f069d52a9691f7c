/** Words where iptables wants an option, or nothing any more. */

import type { Span } from '../syntax/span';
import { explainBareWord, mendBareWord } from './bare-word';
import { type ProblemPlace, ruleCheck } from './rule-check';
import { deleteFix } from './rule-fixes';
import { ruleOn } from './rule-on-line';

export const unexpectedWord = ruleCheck('unexpected-word', 'error', {
  'bare-word': { message: explainBareWord, fixes: mendBareWord },
  'words-behind-end': {
    message: ({ problem }) => `-- ends the options, so ${problem.word} and what follows cannot be read. Delete the --.`,
    fixes: (place) => [deleteFix('Delete the --', place.index, place.line, endMark(place), false)],
  },
  'inversion-at-end': { message: () => 'Nothing follows this !: the test that it inverts is missing.' },
  'option-without-rule': {
    message: ({ problem }) => `${problem.word} describes a rule, and the command of this line takes none.`,
  },
});

function endMark({ ruleset, line, problem }: ProblemPlace): Span {
  const { words } = ruleOn(line, ruleset.document.family);
  return words.filter((word) => word.start < problem.start).at(-1) ?? problem;
}
