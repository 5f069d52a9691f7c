/** A last line without line end: legacy reads a COMMIT there as a rule. */

import { byLegacy, byNobody } from '../modules/refused-by';
import type { Check } from './check';

export const missingFinalNewline: Check = {
  code: 'missing-final-newline',
  severity: 'error',
  run(ruleset, report) {
    const { lines } = ruleset.document.dump;
    const index = lines.length - 1;
    const line = lines[index]!;
    if (line.text === '' || ruleset.tables.length === 0) return;
    const commits = line.kind === 'commit' && ruleset.tables.at(-1)?.commit === index;
    if (line.kind === 'rule' && ruleset.tables.at(-1)?.commit === undefined) return;
    const place = { line: index, column: line.text.length };
    report({
      line: index,
      span: { start: line.from, end: line.text.length },
      message: commits
        ? 'There is no line end behind COMMIT, so it is not taken for one and nothing of the table is applied. Put the cursor behind it and press Enter.'
        : 'The last line has no line end.',
      refusedBy: commits ? byLegacy : byNobody,
      severity: commits ? 'error' : 'hint',
      fixes: [{ title: 'Insert a final newline', certain: true, changes: [{ start: place, end: place, text: '\n' }] }],
    });
  },
};
