/** Quick fixes that several checks of rules have in common. */

import { judgeRule } from '../ruleset/judge/index';
import { type Rule, readRule } from '../ruleset/rule';
import type { RuleProblem } from '../ruleset/rule-problem';
import type { RuleLine } from '../syntax/line';
import type { Span } from '../syntax/span';
import { skipBlanks } from '../syntax/words';
import { type Change, type Fix, replace } from './finding';
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

/** Where the option that stands or has a value at that column begins, with the `!` before it. */
export function partStart({ parts }: Rule, column: number): number {
  const part = parts.find(({ name, values }) => name.start === column || values.some(({ start }) => start === column));
  return (part?.inversion ?? part?.name)?.start ?? column;
}

/** True when nothing is wrong with the rule any more once the changes, all on its line, are made. */
export function judgedFine({ ruleset, index, line }: ProblemPlace, changes: readonly Change[]): boolean {
  const { family } = ruleset.document;
  let { text } = line;
  for (const { start, end, text: inserted } of [...changes].sort((a, b) => b.start.column - a.start.column))
    text = text.slice(0, start.column) + inserted + text.slice(end.column);
  const from = line.counters?.end ?? line.from;
  if (changes.some(({ start, end }) => start.line !== index || end.line !== index || start.column < from)) return false;
  const rule = readRule({ ...line, text, from, counters: undefined }, family);
  return judgeRule(rule, family).problems.length === 0;
}
