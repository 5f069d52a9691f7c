/** Targets and matches that the kernel takes in some tables only. */

import type { Check } from './check';
import { misplacedWords } from './places';
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
        refusedBy: limit.refusedBy,
      });
    }
  },
};
