/** Words that an option took for its value although they were meant for something else: a `!`, or the next option. */

import { resolveShortOption } from '../modules/option-names';
import { byBoth } from '../modules/refused-by';
import type { Rule, RulePart } from '../ruleset/rule';
import type { RuleProblem } from '../ruleset/rule-problem';
import type { Word } from '../syntax/words';

/** Whether a word is written like an option that exists, and so hardly is a value. */
export function isLikeOption({ value, quoted }: Word): boolean {
  if (quoted) return false;
  return /^-[A-Za-z]$/.test(value) ? resolveShortOption(value.charAt(1)) !== undefined : /^--[A-Za-z]/.test(value);
}

/**
 * The same problem told of the word that was written wrong: iptables stumbles over what is left of the line once an option
 * has taken a `!` or the option behind it. A problem of another kind comes back as it is.
 */
export function retold(rule: Rule, problem: RuleProblem): RuleProblem {
  if (problem.kind === 'bare-word') return retoldBareWord(rule, problem);
  const part = refused.has(problem.kind) ? partWithValue(rule, problem) : undefined;
  const taken = part?.values.find(isLikeOption);
  const isOfTaken = taken && taken.start <= problem.start && problem.end <= taken.end;
  return part && taken && (isOfTaken || problem.kind === 'invalid-rule-number')
    ? missingValue(part, taken, problem)
    : problem;
}

/** A rule's number stands behind the chain, which may be an option. */
const refused = new Set<RuleProblem['kind']>(['invalid-value', 'unknown-match', 'invalid-rule-number']);

/** True for a `!` or an option that was taken for the name of a chain or target, on a line where that leaves words over. */
export function isSwallowed(name: string, { problems }: { problems: readonly RuleProblem[] }): boolean {
  return /^[-!]/.test(name) && problems.some(({ kind }) => kind === 'bare-word' || kind === 'invalid-rule-number');
}

function retoldBareWord({ parts }: Rule, problem: RuleProblem): RuleProblem {
  const part = parts.filter(({ name }) => name.start < problem.start).at(-1);
  const mark = part?.values.find(isMark);
  if (part && mark) return retoldMark(part, mark, problem);
  const taken = part?.values.findLast(isLikeOption);
  return part && taken ? missingValue(part, taken, problem) : problem;
}

/** True for the `!` that inverts an option, where it is no text. */
export function isMark({ value, quoted }: Word): boolean {
  return value === '!' && !quoted;
}

/** As iptables before 1.4 wrote inversions: that problem keeps its kind. */
function retoldMark({ name, option, inversion }: RulePart, mark: Word, problem: RuleProblem): RuleProblem {
  const kind = inversion ? 'double-inversion' : option?.inversion ? undefined : 'inversion-not-allowed';
  return kind ? { kind, start: mark.start, end: mark.end, word: mark.value, option: name.value } : problem;
}

function missingValue({ name }: RulePart, taken: Word, { refusedBy = byBoth }: RuleProblem): RuleProblem {
  return {
    kind: 'missing-value',
    start: name.start,
    end: name.end,
    word: name.value,
    option: name.value,
    message: `${name.value} needs a value behind it: ${taken.value} is read as one.`,
    refusedBy,
  };
}

function partWithValue({ parts }: Rule, { start }: RuleProblem): RulePart | undefined {
  return parts.find(({ values }) => values.some((value) => value.start <= start && start < value.end));
}
