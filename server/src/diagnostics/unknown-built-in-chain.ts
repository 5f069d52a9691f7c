/** A chain declared with a policy under a name that is almost, or in another table, that of a built-in chain. */

import { byLegacy, byNobody } from '../modules/refused-by';
import { mostSimilar } from '../modules/similar';
import { type Chain, findChain, type Ruleset, type Table } from '../ruleset/ruleset';
import { builtInsOf } from '../ruleset/table';
import { builtInChains, hookNames, tableNames } from '../ruleset/tables';
import { spanText } from '../syntax/span';
import { type Check, knownTables, type Report } from './check';
import { oddDeclarations } from './declarations';
import { replace } from './finding';

export const unknownBuiltInChain: Check = {
  code: 'unknown-built-in-chain',
  severity: 'error',
  run(ruleset, report) {
    for (const table of knownTables(ruleset)) {
      checkStrangers(ruleset, table, report);
      for (const { line, declaration, chain, policy } of oddDeclarations(ruleset, table)) {
        if (!chain || chain.builtIn || policy === '' || policy === '-') continue;
        const span = declaration.name!;
        const meant = builtInMeantBy(table, chain);
        if (!meant) continue;
        const inTable = builtInChains(table.name).includes(meant);
        report({
          line,
          span,
          message: inTable
            ? `${table.name} has no built-in chain ${chain.name}; did you mean ${meant}? nf_tables makes a new chain of it, and ${meant} keeps its policy.`
            : elsewhere(chain, table),
          refusedBy: byLegacy,
          misread: true,
          fixes: inTable
            ? [
                {
                  title: `Change the name to ${meant}`,
                  certain: meant.toLowerCase() === chain.name.toLowerCase() && chain.firstUse === undefined,
                  changes: [replace(line, span, meant)],
                },
              ]
            : [],
        });
      }
    }
  },
};

/** Built-in chains of other tables that are declared like chains of one's own, and that no rule jumps to. */
function checkStrangers(ruleset: Ruleset, table: Table, report: Report): void {
  for (const name of hookNames) {
    const chain = findChain(ruleset, table, name);
    if (!chain?.declared || chain.builtIn || chain.jumps > 0) continue;
    const { line, span } = chain.declared;
    if (policyAt(ruleset, line) !== '-') continue;
    report({ line, span, message: elsewhere(chain, table), refusedBy: byNobody, severity: 'warning' });
  }
}

function policyAt(ruleset: Ruleset, index: number): string {
  const line = ruleset.document.dump.lines[index]!;
  const policy = line.kind === 'declaration' ? line.declarations[0]?.policy : undefined;
  return policy ? spanText(line.text, policy) : '';
}

/**
 * The built-in chain that a user-defined chain with a policy was meant to be: the same letters in another case, a similar
 * name, or the one that alone is missing and begins alike. A name that is built-in in another table stands for itself.
 * Undefined when nothing speaks for any.
 */
export function builtInMeantBy(table: Table, chain: Chain): string | undefined {
  if (hookNames.includes(chain.name)) return chain.name;
  const missing = missingBuiltIns(table);
  const similar = mostSimilar(chain.name, missing) ?? mostSimilar(chain.name, builtInChains(table.name), 2);
  if (similar) return similar;
  if (chain.jumps > 0) return undefined;
  const beginning = chain.name.slice(0, 4).toUpperCase();
  const alike = beginning.length < 4 ? [] : missing.filter((name) => name.startsWith(beginning));
  return alike.length === 1 ? alike[0] : undefined;
}

function missingBuiltIns(table: Table): string[] {
  return builtInsOf(table)
    .filter((chain) => !chain.declared)
    .map((chain) => chain.name);
}

function elsewhere(chain: Chain, table: Table): string {
  const homes = tableNames.filter((name) => builtInChains(name).includes(chain.name));
  if (homes.length === 0) return `${chain.name} is no built-in chain.`;
  return `${chain.name} is a built-in chain of ${homes.join(', ')}, not of ${table.name}: here it is a new chain that no packet enters. Is the header *${table.name} the right one?`;
}
