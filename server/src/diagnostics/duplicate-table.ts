/** The same table twice: without `--noflush` the second one empties what the first one loaded. */

import { chainsOf, type Table } from '../ruleset/table';
import type { Check } from './check';

export const duplicateTable: Check = {
  code: 'duplicate-table',
  severity: 'error',
  run(ruleset, report) {
    const seen = new Map<string, Table>();
    for (const table of ruleset.tables) {
      const earlier = seen.get(table.name);
      seen.set(table.name, table);
      if (!earlier || table.fragment || !hasContent(earlier)) continue;
      const line = ruleset.document.dump.lines[table.header]!;
      const first = ruleset.document.dump.lines[earlier.header]!;
      report({
        line: table.header,
        span: { start: line.from, end: line.text.length },
        message: `*${table.name} was loaded above already (line ${earlier.header + 1}), and loading it again throws that part away. Put the rules of both under one header, or load with --noflush.`,
        related: [
          {
            line: earlier.header,
            span: { start: first.from, end: first.text.length },
            message: 'What this part loads is thrown away.',
          },
        ],
      });
    }
  },
};

function hasContent(table: Table): boolean {
  return chainsOf(table).some((chain) => chain.rules > 0 || chain.declared);
}
