/** What tables other than the evaluated one may do to the same packets, so that an answer does not claim too much. */

import type { Hook } from '../packets/dimensions';
import { tableRules } from '../packets/table-rules';
import { targetOfRule } from '../ruleset/document';
import { findChain, type Ruleset, type Table } from '../ruleset/ruleset';
import { oncePer } from '../syntax/once';

/**
 * ` · nat only: mangle has TPROXY rules` where rules of another table, reached from PREROUTING, hand packets to a local
 * socket: nat does not see that. Empty for other hooks, and where there are no such rules.
 */
export function otherTablesNote(ruleset: Ruleset, table: Table, hook: Hook): string {
  if (hook !== 'PREROUTING' || table.name !== 'nat') return '';
  const names = tablesWithTproxy(ruleset).filter((name) => name !== table.name);
  if (names.length === 0) return '';
  return ` · ${table.name} only: ${names.join(' and ')} ${names.length > 1 ? 'have' : 'has'} TPROXY rules`;
}

const tablesWithTproxy = oncePer((ruleset: Ruleset): readonly string[] => {
  const tproxy = ruleset.document.names.ids.get('TPROXY');
  const tables = tproxy === undefined ? [] : ruleset.tables.filter((table) => reaches(ruleset, table, tproxy));
  return [...new Set(tables.map(({ name }) => name))];
});

/** True when a rule with the target is in PREROUTING or in a chain that is reached from there; each chain is read once. */
function reaches(ruleset: Ruleset, table: Table, target: number): boolean {
  const start = findChain(ruleset, table, 'PREROUTING');
  const rules = tableRules(ruleset, table);
  const seen = new Set(start ? [start.id] : []);
  for (const chain of seen) {
    for (const line of rules.linesOf(chain)) {
      const next = targetOfRule(ruleset.document, line);
      if (next === target) return true;
      if (next >= 0) seen.add(next);
    }
  }
  return false;
}
