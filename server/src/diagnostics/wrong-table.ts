/** Targets and matches that the kernel takes in some tables only. */

import { byBoth, earliest, type RefusedBy } from '../modules/refused-by';
import { ruleAt } from '../ruleset/document';
import type { Ruleset } from '../ruleset/ruleset';
import type { RuleLine } from '../syntax/line';
import type { Check } from './check';
import { lacksOf } from './misplaced-module';
import { misplacedWords } from './places';
import { ruleOn } from './rule-on-line';
import { oneOf } from './wording';

export const wrongTable: Check = {
  code: 'wrong-table',
  severity: 'error',
  run(ruleset, report) {
    for (const { table, line, limit, isInTable } of misplacedWords(ruleset)) {
      if (isInTable) continue;
      report({
        line,
        span: limit,
        message: `${limit.word} works only in the table ${oneOf(limit.tables ?? [])}, and this is ${table.name}.`,
        refusedBy: earliest([limit.refusedBy, ...lacking(ruleset, line, limit.start)]),
      });
    }
  },
};

/** Who refuses what the module lacks besides, which is not told. */
function lacking({ document }: Ruleset, index: number, start: number): RefusedBy[] {
  const rule = ruleOn(document.dump.lines[index] as RuleLine, document.family);
  const { problems } = ruleAt(document, index)!;
  return lacksOf(rule, problems, start).map(({ refusedBy = byBoth }) => refusedBy);
}
