/** Checks of single rules: each says what some kinds of problems mean, and how to mend them. */

import { byBoth } from '../modules/refused-by';
import type { RuleProblem } from '../ruleset/rule-problem';
import type { Ruleset } from '../ruleset/ruleset';
import type { RuleLine } from '../syntax/line';
import { oncePer } from '../syntax/once';
import type { Span } from '../syntax/span';
import { skipBlanks } from '../syntax/words';
import type { Check, Report } from './check';
import type { Fix, Severity } from './finding';
import { toldProblems } from './told-problems';

/** A problem with the line it lies on. */
export interface ProblemPlace {
  ruleset: Ruleset;
  index: number;
  line: RuleLine;
  problem: RuleProblem;
  /** False once so many problems were told, of the run or of the line, that looking for what was meant would take too long. */
  mayCompare: boolean;
}

/** Problems of one check, and those of one kind on one line, for which it may be looked what was meant. */
const mostCompared = 300;
const mostComparedOnLine = 5;

/** What a check says of one kind of problem. */
export interface Explained {
  /** The message, where the problem does not bring one. Undefined when another check speaks of this one. */
  message(place: ProblemPlace): string | undefined;
  fixes?(place: ProblemPlace): Fix[];
  /** Where it is not that of the check. */
  severity?: Severity;
  /** It is an old form that has a successor. */
  deprecated?: true;
}

/** Runs through the rules and reports every problem of some kinds. */
export function ruleCheck(
  code: string,
  severity: Severity,
  kinds: Partial<Record<RuleProblem['kind'], Explained>>,
): Check {
  return { code, severity, run: (ruleset, report) => reportProblems(ruleset, kinds, report) };
}

/** Reports every problem of some kinds. */
export function reportProblems(
  ruleset: Ruleset,
  kinds: Partial<Record<RuleProblem['kind'], Explained>>,
  report: Report,
): void {
  const told = problemsByKind(ruleset);
  const mayCompare = comparisons();
  for (const kind of Object.keys(kinds) as RuleProblem['kind'][]) {
    const explained = kinds[kind]!;
    for (const { index, problem } of told.get(kind) ?? []) {
      const line = ruleset.document.dump.lines[index] as RuleLine;
      const place = { ruleset, index, line, problem, mayCompare: mayCompare(index) };
      const message = problem.message ?? explained.message(place);
      if (message === undefined) continue;
      report({
        line: index,
        span: visible(line, problem),
        message,
        refusedBy: problem.refusedBy ?? byBoth,
        severity: severityOf(explained, problem),
        dependsOnHost: problem.dependsOnHost ?? false,
        deprecated: explained.deprecated ?? false,
        fixes: explained.fixes?.(place) ?? [],
      });
    }
  }
}

/** Counts the problems that are told, line after line. */
function comparisons(): (index: number) => boolean {
  let [count, line, onLine] = [0, -1, 0];
  return (index) => {
    onLine = index === line ? onLine + 1 : 1;
    line = index;
    return onLine <= mostComparedOnLine && count++ < mostCompared;
  };
}

/** A problem that is worth telling, and the line it is on. */
interface ToldProblem {
  index: number;
  problem: RuleProblem;
}

type ToldProblems = ReadonlyMap<RuleProblem['kind'], readonly ToldProblem[]>;

/** Every check of rules asks for them. */
const problemsByKind = oncePer(collectProblems);

function collectProblems(ruleset: Ruleset): ToldProblems {
  const told = new Map<RuleProblem['kind'], ToldProblem[]>();
  for (const index of ruleset.oddLines) {
    for (const problem of toldProblems(ruleset, index)) {
      const ofKind = told.get(problem.kind);
      if (ofKind) ofKind.push({ index, problem });
      else told.set(problem.kind, [{ index, problem }]);
    }
  }
  return told;
}

/** Where the check does not say: what a backend refuses is an error, what nobody refuses a warning. */
function severityOf({ severity }: Explained, { refusedBy = byBoth }: RuleProblem): Severity {
  return severity ?? (refusedBy.legacy || refusedBy.nft ? 'error' : 'warning');
}

/** Where a whole rule is missing, nothing of it can be marked: then the line is. */
function visible(line: RuleLine, { start, end }: Span): Span {
  const from = skipBlanks(line.text, start);
  return from < end ? { start: from, end } : { start: line.from, end: line.text.length };
}
