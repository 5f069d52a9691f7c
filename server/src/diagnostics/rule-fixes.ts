/** Quick fixes that several checks of rules have in common. */

import type { RuleProblem } from '../ruleset/rule-problem';
import type { RuleLine } from '../syntax/line';
import type { Span } from '../syntax/span';
import { skipBlanks } from '../syntax/words';
import { type Fix, replace } from './finding';
import type { ProblemPlace } from './rule-check';

/** Puts in what the problem says was meant; none where it does not say. */
export function replacementFix({ index, problem }: { index: number; problem: RuleProblem }): Fix[] {
  if (!problem.replacement) return [];
  const { text, certain } = problem.replacement;
  return [{ title: `Write ${text}`, certain, changes: [replace(index, problem, text)] }];
}

/** Puts another word in the place of the problem's. */
export function wordFix({ index, problem }: ProblemPlace, text: string, certain: boolean): Fix {
  return { title: `Write ${text}`, certain, changes: [replace(index, problem, text)] };
}

/** Deletes a word or more with the blanks behind it. */
export function deleteFix(title: string, index: number, line: RuleLine, span: Span, certain: boolean): Fix {
  const end = skipBlanks(line.text, span.end);
  return { title, certain, changes: [replace(index, { start: span.start, end }, '')] };
}
