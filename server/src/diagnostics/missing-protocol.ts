/** Options and modules that need `-p`, in rules that do not have it before them. */

import { readRule } from '../ruleset/rule';
import { type Fix, replace } from './finding';
import { protocolsMeant, protocolsOf } from './protocol-needs';
import { type ProblemPlace, ruleCheck } from './rule-check';
import { judgedFine, partStart } from './rule-fixes';
import { oneOf } from './wording';

export const missingProtocol = ruleCheck('missing-protocol', 'error', {
  'missing-protocol': {
    message: (place) => `${subject(place)} needs ${needed(place.problem.names)} in the same rule.`,
    fixes: (place) => protocolFixes(place, place.problem.names ?? []),
  },
  'unknown-option': {
    message: unknownWithout,
    fixes: (place) => (protocolsOf(place).behind ? [] : protocolFixes(place, protocolsMeant(place))),
  },
});

/** Certain for the match of that very protocol, which takes no other; elsewhere it may leave out packets that were meant. */
function protocolFixes(place: ProblemPlace, names: readonly string[]): Fix[] {
  if (!place.mayCompare) return [];
  const { ruleset, line, index, problem } = place;
  const at = partStart(readRule(line, ruleset.document.family), problem.start);
  const isSure = names.length === 1 && names[0] === problem.word;
  return names.map((name) => {
    const changes = [replace(index, { start: at, end: at }, `-p ${name} `)];
    return { title: `Add -p ${name}`, certain: isSure && judgedFine(place, changes), changes };
  });
}

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
