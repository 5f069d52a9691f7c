/** Text where no table is open: before the first header or behind a COMMIT. */

import { byBoth } from '../modules/refused-by';
import type { Ruleset } from '../ruleset/ruleset';
import { isUtf16 } from './byte-order-mark';
import type { Check } from './check';
import { deleteLines, type Fix } from './finding';

export const ruleOutsideTable: Check = {
  code: 'rule-outside-table',
  severity: 'error',
  run(ruleset, report) {
    if (isUtf16(ruleset)) return;
    for (const [first, last] of runs(ruleset.outside)) {
      const line = ruleset.document.dump.lines[first]!;
      const count = last - first + 1;
      report({
        line: first,
        span: { start: line.from, end: line.text.length },
        message: message(ruleset, first, count),
        refusedBy: byBoth,
        fixes: fixes(ruleset, first, count),
      });
    }
  },
};

function message(ruleset: Ruleset, first: number, count: number): string {
  const line = ruleset.document.dump.lines[first]!;
  if (line.kind === 'commit') return 'No table is open here, so there is nothing to commit. Delete this line.';
  const lines = count === 1 ? 'This line stands' : `These ${count} lines stand`;
  return `${lines} outside every table. Put a header such as *filter or *nat above, or delete what is not part of the dump.`;
}

function fixes(ruleset: Ruleset, first: number, count: number): Fix[] {
  const line = ruleset.document.dump.lines[first]!;
  if (count > 1 || line.kind !== 'commit') return [];
  return [{ title: 'Delete the surplus COMMIT', certain: true, changes: [deleteLines(first, first + 1)] }];
}

/** First and last line of each run of neighbouring lines. */
function runs(lines: number[]): [number, number][] {
  const found: [number, number][] = [];
  for (const line of lines) {
    const current = found.at(-1);
    if (current && current[1] === line - 1) current[1] = line;
    else found.push([line, line]);
  }
  return found;
}
