/** Quick fixes that several checks of rules have in common. */

import { judgeRule } from '../ruleset/judge/index';
import { type Rule, type RulePart, readRule } from '../ruleset/rule';
import type { RuleProblem } from '../ruleset/rule-problem';
import type { RuleLine } from '../syntax/line';
import { oncePer } from '../syntax/once';
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
export function partStart(rule: Rule, column: number): number {
  const part = partAt(rule, column);
  return (part?.inversion ?? part?.name)?.start ?? column;
}

function partAt({ parts }: Rule, column: number): RulePart | undefined {
  return parts.find(({ name, values }) => name.start === column || values.some(({ start }) => start === column));
}

/** From the `!` of an option to the last of the words that follow it, whether or not they are known for its values. */
export function partSpan({ parts, words }: Rule, part: RulePart): Span {
  const next = parts[parts.indexOf(part) + 1];
  const until = next ? (next.inversion ?? next.name).start : Number.POSITIVE_INFINITY;
  const last = words.findLast(({ start }) => start < until)!;
  return { start: (part.inversion ?? part.name).start, end: last.end };
}

/** Where the option that stands or has a value at that column begins, or the `-m` or `-j` that loads its module. */
export function moduleStart(rule: Rule, column: number): number {
  const part = partAt(rule, column);
  const word = part && rule.instances[part.instance]?.word;
  return partStart(rule, word?.start ?? column);
}

/** Moves words of the line behind the column `to`. */
export function moveWords({ index, line }: ProblemPlace, spans: readonly Span[], to: number): Change[] {
  const moved = spans.map(({ start, end }) => ` ${line.text.slice(start, end)}`).join('');
  const deleted = spans.map(({ start, end }) =>
    replace(index, { start: line.text.slice(0, start).trimEnd().length, end }, ''),
  );
  return [...deleted, replace(index, { start: to, end: to }, moved)];
}

/** True when nothing is wrong with the rule any more once the changes, all on its line, are made. */
export function judgedFine(place: ProblemPlace, changes: readonly Change[]): boolean {
  return problemsAfter(place, changes) === 0;
}

/** True when fewer things are wrong with the rule once the changes, all on its line, are made. */
export function mends(place: ProblemPlace, changes: readonly Change[]): boolean {
  return problemsAfter(place, changes) < problemsNow(place);
}

const problemsNow = oncePer((place: ProblemPlace) => problemsAfter(place, []));

/** How much is wrong with the rule once changes are made; no end of it where they are not all within it. */
function problemsAfter({ ruleset, index, line }: ProblemPlace, changes: readonly Change[]): number {
  const { family } = ruleset.document;
  let { text } = line;
  for (const { start, end, text: inserted } of [...changes].sort((a, b) => b.start.column - a.start.column))
    text = text.slice(0, start.column) + inserted + text.slice(end.column);
  const from = line.counters?.end ?? line.from;
  if (changes.some(({ start, end }) => start.line !== index || end.line !== index || start.column < from))
    return Number.POSITIVE_INFINITY;
  const rule = readRule({ ...line, text, from, counters: undefined }, family);
  return judgeRule(rule, family).problems.length;
}
