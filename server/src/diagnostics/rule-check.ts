/** Checks of single rules: each says what some kinds of problems mean, and how to mend them. */

import { byBoth } from '../modules/refused-by';
import { ruleAt } from '../ruleset/document';
import type { RuleProblem } from '../ruleset/rule-problem';
import { type Ruleset, tableAt } from '../ruleset/ruleset';
import type { RuleLine } from '../syntax/line';
import type { Check } from './check';
import type { Fix, Severity } from './finding';
import { hasPasteDamage } from './paste-damage';

/** A problem with the line it lies on. */
export interface ProblemPlace {
  ruleset: Ruleset;
  index: number;
  line: RuleLine;
  problem: RuleProblem;
}

/** What a check says of one kind of problem. */
export interface Explained {
  message(place: ProblemPlace): string;
  fixes?(place: ProblemPlace): Fix[];
}

/** A check that reports every problem of some kinds. */
export function ruleCheck(
  code: string,
  severity: Severity,
  kinds: Partial<Record<RuleProblem['kind'], Explained>>,
): Check {
  return {
    code,
    severity,
    run(ruleset, report) {
      for (const index of ruleset.oddLines) {
        const line = ruleset.document.dump.lines[index]!;
        if (line.kind !== 'rule' || !tableAt(ruleset, index)) continue;
        const summary = ruleAt(ruleset.document, index)!;
        if (!summary.problems.some(({ kind }) => kinds[kind]) || hasPasteDamage(line, summary)) continue;
        for (const problem of summary.problems) {
          const explained = kinds[problem.kind];
          if (!explained) continue;
          const place = { ruleset, index, line, problem };
          report({
            line: index,
            span: problem,
            message: problem.message ?? explained.message(place),
            refusedBy: problem.refusedBy ?? byBoth,
            fixes: explained.fixes?.(place) ?? [],
          });
        }
      }
    },
  };
}
