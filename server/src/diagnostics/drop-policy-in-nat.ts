/** The policy DROP in nat, which sees only the first packet of a connection. */

import { byBoth } from '../modules/refused-by';
import { type Check, knownTables } from './check';
import { oddDeclarations } from './declarations';
import { policyCommands } from './policy-commands';

const why =
  'nat sees only the first packet of a connection, so this policy stops new connections and lets the known ones go on. Keep ACCEPT here and drop in filter.';

export const dropPolicyInNat: Check = {
  code: 'drop-policy-in-nat',
  severity: 'warning',
  run(ruleset, report) {
    for (const table of knownTables(ruleset)) {
      if (table.name !== 'nat') continue;
      for (const { line, declaration, chain, policy } of oddDeclarations(ruleset, table)) {
        if (chain?.builtIn && policy === 'DROP') report({ line, span: declaration.policy!, message: why });
      }
      for (const { line, chain, policy } of policyCommands(ruleset, table)) {
        if (chain.builtIn && policy.value === 'DROP')
          report({ line, span: policy, message: why, refusedBy: byBoth, severity: 'error' });
      }
    }
  },
};
