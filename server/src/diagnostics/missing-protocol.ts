/** Options and modules that need `-p`, in rules that do not have it before them. */

import { protocolsMeant, protocolsOf } from './protocol-needs';
import { type ProblemPlace, ruleCheck } from './rule-check';
import { oneOf } from './wording';

export const missingProtocol = ruleCheck('missing-protocol', 'error', {
  'missing-protocol': {
    message: (place) => `${subject(place)} needs ${needed(place.problem.names)} in the same rule.`,
  },
  'unknown-option': { message: unknownWithout },
});

function unknownWithout(place: ProblemPlace): string | undefined {
  const names = protocolsMeant(place);
  const { before, behind } = protocolsOf(place);
  if (names.length === 0 || before !== undefined) return undefined;
  const where = behind === undefined ? '' : ` ${behind} stands behind it: move it before.`;
  return `${place.problem.word} needs ${needed(names)} before it.${where}`;
}

/** The option, or `-m tcp` for the name of a module. */
function subject({ problem: { word } }: ProblemPlace): string {
  return word.startsWith('-') ? word : /^[A-Z]/.test(word) ? `-j ${word}` : `-m ${word}`;
}

function needed(names: readonly string[] | undefined): string {
  if (!names) return 'a -p';
  const [first, ...others] = names;
  return others.length === 0 ? `-p ${first}` : `-p ${first} (or ${oneOf(others)})`;
}
