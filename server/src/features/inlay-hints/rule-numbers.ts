/** The numbers of rules in their chains, as `iptables -L --line-numbers` counts them once the dump is loaded. */

import { parseNetwork } from '../../packets/addresses';
import { tableRules } from '../../packets/table-rules';
import { chainOfRule } from '../../ruleset/document';
import { readRule } from '../../ruleset/rule';
import { exists, type Ruleset, type Table } from '../../ruleset/ruleset';
import { chainById } from '../../ruleset/table';

/** The first and the last number of a line's rules: a list of addresses makes several of them. */
export interface RuleNumbers {
  first: number;
  last: number;
}

const known = new WeakMap<Table, Map<number, ReadonlyMap<number, RuleNumbers>>>();

/**
 * The numbers of the rule on a line. Undefined where the dump does not tell: behind rules whose host names may stand for
 * several addresses, in a fragment that adds to a loaded chain, in a chain that does not exist.
 */
export function ruleNumbers(ruleset: Ruleset, table: Table, line: number): RuleNumbers | undefined {
  const chain = chainOfRule(ruleset.document, line);
  if (chain < 0) return undefined;
  const chains = known.get(table) ?? new Map<number, ReadonlyMap<number, RuleNumbers>>();
  known.set(table, chains);
  const numbers = chains.get(chain) ?? numbersOf(ruleset, table, chain);
  chains.set(chain, numbers);
  return numbers.get(line);
}

function numbersOf(ruleset: Ruleset, table: Table, id: number): Map<number, RuleNumbers> {
  const numbers = new Map<number, RuleNumbers>();
  const chain = chainById(table, id);
  const isWhole = chain && (table.fragment ? chain.declared && !chain.builtIn : exists(chain));
  if (!isWhole) return numbers;
  const lines = tableRules(ruleset, table).linesOf(id);
  let next = 1;
  for (const line of lines) {
    const count = rulesOf(ruleset, line);
    const isCountedOn = count === 1 || (count !== undefined && onlyAppends(ruleset, table, id));
    if (!isCountedOn) return numbers;
    numbers.set(line, { first: next, last: next + count - 1 });
    next += count;
  }
  return numbers;
}

/** An address with a comma, or with a letter that no number has. */
const notOneAddress = /[ \t](?:-[sd]|--(?:src|dst|source|destination))[ \t=][^ \t]*[,g-z]/i;

/** How many rules a line makes; undefined when that hangs on what a host name stands for. */
function rulesOf({ document }: Ruleset, index: number): number | undefined {
  const line = document.dump.lines[index]!;
  if (line.kind !== 'rule' || !notOneAddress.test(line.text)) return 1;
  let count = 1;
  for (const { option, values } of readRule(line, document.family).parts) {
    if (option?.values?.[0]?.kind !== 'address-list') continue;
    const addresses = values[0]?.value.split(',') ?? [];
    if (addresses.some((address) => !parseNetwork(address, document.family))) return undefined;
    count *= addresses.length;
  }
  return count;
}

/** Where lines make several rules, the numbers behind other commands do not count lines. */
function onlyAppends({ document }: Ruleset, table: Table, chain: number): boolean {
  for (let line = table.header + 1; line < table.end; line++) {
    const command = document.facts.summaries[line]?.command ?? 'append';
    if (command !== 'append' && chainOfRule(document, line) === chain) return false;
  }
  return true;
}
