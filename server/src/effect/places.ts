/** Where the rules of a script may not stand. */

import type { PlaceLimit } from '../ruleset/rule-problem';
import { isTable, type TableName, tableNames } from '../ruleset/tables';
import type { Table } from './tables';

/** True when the table or the built-in chain itself does not take a rule with these limits. */
export function refusesPlace(limits: readonly PlaceLimit[], table: Table, chain: string): boolean {
  if (limits.length === 0) return false;
  const hook = table.chains.get(chain)?.builtIn ? chain : undefined;
  return limits.some((limit) => !takesTable(limit, table.name) || (hook && !includes(limit.hooks, hook)));
}

/** The tables that take a rule with these limits. */
export function tablesFor(limits: readonly PlaceLimit[]): readonly TableName[] {
  if (limits.length === 0) return tableNames;
  return tableNames.filter((name) => limits.every((limit) => takesTable(limit, name)));
}

function takesTable({ tables }: PlaceLimit, name: string): boolean {
  return !isTable(name) || includes(tables, name);
}

function includes(names: readonly string[] | undefined, name: string): boolean {
  return names === undefined || names.includes(name);
}
