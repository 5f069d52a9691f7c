/** Commands without `-t` about what the table filter cannot hold. */

import { insertAt, type ScriptCheck } from './check';

export const missingTableFlag: ScriptCheck = {
  code: 'missing-table-flag',
  severity: 'error',
  message: ({ tables = [], chain }) =>
    `Without -t this is about the table filter, where it cannot stand${chain === undefined ? '' : ` (chain ${chain})`}. Add ${tables
      .map((table) => `-t ${table}`)
      .join(' or ')}.`,
  fixes: ({ call, tables = [] }, script) =>
    tables.map((table) => ({
      title: `Add -t ${table}`,
      certain: false,
      changes: [insertAt(script, call.programSpan.end, ` -t ${table}`)],
    })),
};
