/** Options and modules that need `-p`, in rules that do not have it before them. */

import type { Span } from '../syntax/span';
import { type Fix, replace } from './finding';
import { protocolsMeant, protocolsOf } from './protocol-needs';
import { type ProblemPlace, ruleCheck } from './rule-check';
import { judgedFine, mends, moduleStart, moveWords, partSpan } from './rule-fixes';
import { ruleOn } from './rule-on-line';
import { oneOf } from './wording';

export const missingProtocol = ruleCheck('missing-protocol', 'error', {
  'missing-protocol': {
    message: (place) => `${subject(place)} needs ${needed(place.problem.names)} in the same rule.`,
    fixes: (place) => protocolFixes(place, place.problem.names ?? []),
  },
  'unknown-option': {
    message: unknownWithout,
    fixes: (place) => protocolFixes(place, protocolsMeant(place)),
  },
});

/** Certain for the match of that very protocol, which takes no other; elsewhere it may leave out packets that were meant. */
function protocolFixes(place: ProblemPlace, names: readonly string[]): Fix[] {
  if (!place.mayCompare) return [];
  const { ruleset, line, index, problem } = place;
  const rule = ruleOn(line, ruleset.document.family);
  const at = moduleStart(rule, problem.start);
  const behind = rule.parts.find(({ name, option }) => option?.name === 'protocol' && name.start > problem.start);
  if (behind) return moveProtocol(place, partSpan(rule, behind), at);
  const isSure = names.length === 1 && names[0] === problem.word;
  return names.map((name) => {
    const changes = [replace(index, { start: at, end: at }, `-p ${name} `)];
    return { title: `Add -p ${name}`, certain: isSure && judgedFine(place, changes), changes };
  });
}

/** `--dport 22 -p tcp` becomes `-p tcp --dport 22`. */
function moveProtocol(place: ProblemPlace, protocol: Span, at: number): Fix[] {
  const { text } = place.line;
  const changes = moveWords(place, [protocol], text.slice(0, at).trimEnd().length);
  const title = `Move ${text.slice(protocol.start, protocol.end)} before it`;
  return mends(place, changes) ? [{ title, certain: judgedFine(place, changes), changes }] : [];
}

function unknownWithout(place: ProblemPlace): string | undefined {
  const names = protocolsMeant(place);
  const { before, behind } = protocolsOf(place);
  if (names.length === 0 || before !== undefined) return undefined;
  const where = behind === undefined ? '' : ` ${behind} stands behind it: move it before.`;
  return `${place.problem.word} needs ${needed(names)} before it.${where}`;
}

/** The option, `-m tcp` for the name of a module, `--reject-with tcp-reset` for a value. */
function subject({ ruleset, line, problem: { start, word } }: ProblemPlace): string {
  const { parts } = ruleOn(line, ruleset.document.family);
  const part = parts.find(({ values }) => values.some((value) => value.start <= start && start < value.end));
  return part ? `${part.name.value} ${word}` : word;
}

function needed(names: readonly string[] | undefined): string {
  if (!names) return 'a -p';
  const [first, ...others] = names;
  return others.length === 0 ? `-p ${first}` : `-p ${first} (or ${oneOf(others)})`;
}
