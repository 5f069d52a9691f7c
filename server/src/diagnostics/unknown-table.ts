/** `*nta`: a table that does not exist. */

import { byBoth } from '../modules/refused-by';
import { mostSimilar } from '../modules/similar';
import { isTable, tableNames } from '../ruleset/tables';
import type { Check } from './check';
import { replace } from './finding';

export const unknownTable: Check = {
  code: 'unknown-table',
  severity: 'error',
  run(ruleset, report) {
    for (const table of ruleset.tables) {
      if (isTable(table.name)) continue;
      const line = ruleset.document.dump.lines[table.header]!;
      if (line.kind !== 'table') continue;
      const span = table.name === '' ? { start: line.from, end: line.from + 1 } : line.name;
      const meant = table.name === '' ? undefined : mostSimilar(table.name, tableNames, 2);
      const hint = meant ? `Did you mean ${meant}?` : `The tables are ${tableNames.join(', ')}.`;
      const what = table.name === '' ? 'The table header has no name' : `There is no table ${table.name}`;
      report({
        line: table.header,
        span,
        message: `${what}, so nothing down to its COMMIT can be loaded. ${hint}`,
        refusedBy: byBoth,
        fixes: meant
          ? [
              {
                title: `Change the table to ${meant}`,
                certain: true,
                changes: [replace(table.header, line.name, meant)],
              },
            ]
          : [],
      });
    }
  },
};
