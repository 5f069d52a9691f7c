/** Options and modules that do not go with the rule's `-p`. */

import { protocolsMeant, protocolsOf } from './protocol-needs';
import { type ProblemPlace, ruleCheck } from './rule-check';
import { replacementFix } from './rule-fixes';
import { oneOf } from './wording';

export const wrongProtocol = ruleCheck('wrong-protocol', 'error', {
  'wrong-protocol': {
    message: ({ problem: { word, names = [], option } }) => explained(word, names, option ?? 'another one'),
    fixes: replacementFix,
  },
  'unknown-option': { message: unknownWith },
});

function unknownWith(place: ProblemPlace): string | undefined {
  const names = protocolsMeant(place);
  const { before } = protocolsOf(place);
  return names.length > 0 && before !== undefined ? explained(place.problem.word, names, before) : undefined;
}

function explained(word: string, names: readonly string[], given: string): string {
  return `${word} goes only with -p ${oneOf(names)}; this rule has ${given}.`;
}
