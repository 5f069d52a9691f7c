/** A user-defined chain that no rule jumps to, so that no packet ever enters it. */

import { unusedChains } from '../ruleset/table';
import { type Check, knownTables } from './check';

export const unusedChain: Check = {
  code: 'unused-chain',
  severity: 'hint',
  run(ruleset, report) {
    for (const table of knownTables(ruleset)) {
      if (table.fragment || table.commit === undefined) continue;
      for (const chain of unusedChains(table)) {
        if (!chain.declared) continue;
        report({
          line: chain.declared.line,
          span: chain.declared.span,
          message: `No rule of ${table.name} jumps to ${chain.name}, so no packet enters it.`,
          unnecessary: true,
        });
      }
    }
  },
};
