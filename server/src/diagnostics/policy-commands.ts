/** The `-P CHAIN POLICY` commands of a table. */

import { commandOf } from '../ruleset/rule-summary';
import { type Chain, findChain, type Ruleset, type Table } from '../ruleset/ruleset';
import type { Word } from '../syntax/words';
import { ruleOn } from './rule-on-line';

export interface PolicyCommand {
  line: number;
  chain: Chain;
  name: Word;
  policy: Word;
}

/** Those that name both a chain and a policy, in order. */
export function* policyCommands(ruleset: Ruleset, table: Table): Generator<PolicyCommand> {
  for (const index of table.policyCommands) {
    const line = ruleset.document.dump.lines[index]!;
    if (line.kind !== 'rule') continue;
    const [name, policy] = commandOf(ruleOn(line, ruleset.document.family))?.values ?? [];
    const chain = name && findChain(ruleset, table, name.value);
    if (chain && policy) yield { line: index, chain, name, policy };
  }
}
