/** The hooks at which a dump does something, as boxes. */

import type { Hook } from '../../../packets/dimensions';
import { tablesAt } from '../../../packets/netfilter';
import { type RuleLines, tableRules } from '../../../packets/table-rules';
import type { Chain, Ruleset, Table } from '../../../ruleset/ruleset';
import { builtInsOf } from '../../../ruleset/table';
import { counted } from '../../numbers';
import { addBox, type Sketch } from './sketch';

/** A box leads to no more rules than these: the list would be the dump over again. */
const mostLines = 200;

/** True when a packet can meet a rule or another policy than ACCEPT there. */
export function isBusy(ruleset: Ruleset, hook: Hook): boolean {
  return chainsAt(ruleset, hook).some(
    ({ table, chain }) => rulesOf(ruleset, table, chain).length > 0 || policyOf(ruleset, table, chain) !== 'ACCEPT',
  );
}

/** The box of a hook; `id` tells apart the two ways through POSTROUTING. */
export function addHook(sketch: Sketch, ruleset: Ruleset, hook: Hook, id: string): void {
  if (sketch.boxes.has(id)) return;
  const chains = chainsAt(ruleset, hook);
  const lines = chains.flatMap(({ table, chain }) => [
    ...(chain.declared ? [chain.declared.line] : []),
    ...rulesOf(ruleset, table, chain),
  ]);
  const box = addBox(sketch, id, 'hook', hook, lines.slice(0, mostLines));
  for (const { table, chain } of chains) {
    const rules = rulesOf(ruleset, table, chain).length;
    const policy = policyOf(ruleset, table, chain);
    if (rules > 0 || policy !== 'ACCEPT')
      box.notes.push(`${table.name}: ${counted(rules, 'rule')}, policy ${policy ?? 'not told'}`);
  }
}

function chainsAt(ruleset: Ruleset, hook: Hook): { table: Table; chain: Chain }[] {
  return tablesAt[hook].flatMap((name) => {
    const table = ruleset.tables.findLast((each) => each.name === name);
    const chain = table && builtInsOf(table).find((each) => each.name === hook);
    return chain ? [{ table, chain }] : [];
  });
}

function rulesOf(ruleset: Ruleset, table: Table, chain: Chain): RuleLines {
  return tableRules(ruleset, table).linesOf(chain.id);
}

/** nat takes none but ACCEPT. */
function policyOf(ruleset: Ruleset, table: Table, chain: Chain): 'ACCEPT' | 'DROP' | undefined {
  const policy = tableRules(ruleset, table).policies[chain.id]?.name;
  return table.name === 'nat' ? 'ACCEPT' : policy;
}
