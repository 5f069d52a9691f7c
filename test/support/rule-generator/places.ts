/** Tables and chains that a rule may or may not stand in: built-in, called from built-in ones, over one more chain, or called by nobody. */

import type { Hook, Table } from '../../../server/src/modules/types';
import { builtInChains, tableNames } from '../../../server/src/ruleset/tables';
import { pick, type Random } from '../random';
import type { Place } from './draft';

/** What a rule asks of its place; undefined asks for nothing. */
export interface Needs {
  tables: readonly Table[] | undefined;
  hooks: readonly Hook[] | undefined;
  /** Of `-i` and `-o`, which are refused only in a built-in chain itself. */
  builtInHooks: readonly Hook[] | undefined;
}

const chainNames = ['web-in', 'ISTIO_INBOUND', 'KUBE-SEP-4XQ', 'a'];

/** A place in one of the tables, reached from these hooks only, that the rule is allowed in; undefined when there is none. */
export function allowedPlace(random: Random, needs: Needs): Place | undefined {
  const tables = (needs.tables ?? tableNames).filter((table) => allowedHooks(table, needs).length > 0);
  if (tables.length === 0) return undefined;
  const table = pick(random, tables);
  const hooks = allowedHooks(table, needs);
  const direct = hooks.filter((hook) => needs.builtInHooks?.includes(hook) ?? true);
  const roll = random();
  if (roll < 0.6 && direct.length > 0) return { table, chain: pick(random, direct), calls: [] };
  if (roll > 0.93) return { table, chain: pick(random, chainNames), calls: [] };
  return called(random, table, random() < 0.3 ? hooks : [pick(random, hooks)]);
}

/** A place in an allowed table that is reached from a hook where the rule is refused. */
export function forbiddenPlace(random: Random, needs: Needs): Place | undefined {
  const wrong = (table: Table) =>
    hooksOf(table).filter((hook) => needs.hooks !== undefined && !needs.hooks.includes(hook));
  const tables = (needs.tables ?? tableNames).filter((table) => wrong(table).length > 0);
  if (tables.length === 0) return undefined;
  const table = pick(random, tables);
  if (random() < 0.5) return { table, chain: pick(random, wrong(table)), calls: [] };
  const right = hooksOf(table).filter((hook) => !wrong(table).includes(hook));
  return called(
    random,
    table,
    random() < 0.5 && right.length > 0
      ? [pick(random, right), pick(random, wrong(table))]
      : [pick(random, wrong(table))],
  );
}

/** A place in a table that is not among these. */
export function placeOutside(random: Random, tables: readonly Table[]): Place {
  const table = pick(
    random,
    tableNames.filter((name) => !tables.includes(name)),
  );
  const hook = pick(random, hooksOf(table));
  return random() < 0.6 ? { table, chain: hook, calls: [] } : called(random, table, [hook]);
}

function called(random: Random, table: Table, hooks: readonly string[]): Place {
  const chain = pick(random, chainNames);
  if (random() < 0.7) return { table, chain, calls: hooks.map((hook) => [hook, chain] as const) };
  return { table, chain, calls: [...hooks.map((hook) => [hook, 'between'] as const), ['between', chain]] };
}

function allowedHooks(table: Table, { hooks }: Needs): Hook[] {
  return hooksOf(table).filter((hook) => hooks?.includes(hook) ?? true);
}

function hooksOf(table: Table): Hook[] {
  return builtInChains(table) as Hook[];
}

/** The dump of one rule in its place. */
export function dumpAround({ table, chain, calls }: Place, line: string): { text: string; line: number } {
  const own = [...new Set([...calls.flat(), chain])].filter((name) => !builtInChains(table).includes(name));
  const before = [
    `*${table}`,
    ...builtInChains(table).map((name) => `:${name} ACCEPT [0:0]`),
    ...own.map((name) => `:${name} - [0:0]`),
    ...calls.map(([from, to]) => `-A ${from} -j ${to}`),
  ];
  return { text: `${[...before, line, 'COMMIT'].join('\n')}\n`, line: before.length };
}
