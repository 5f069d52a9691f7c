/** A chain declared in one case and used in another: to iptables these are two chains. */

import type { Chain, Mention, Table } from '../ruleset/ruleset';
import { idleChains, missingChains } from '../ruleset/table';
import { type Check, knownTables } from './check';
import { replace } from './finding';

export const chainNameCase: Check = {
  code: 'chain-name-case',
  severity: 'warning',
  run(ruleset, report) {
    for (const table of knownTables(ruleset)) {
      const wanted = undeclaredByCase(table);
      if (wanted.size === 0) continue;
      for (const chain of idleChains(table)) {
        const meant = wanted.get(chain.name.toLowerCase());
        if (!meant) continue;
        for (const mention of declarationsOf(chain)) {
          report({
            line: mention.line,
            span: mention.span,
            message: `The rules use ${meant.name}, but this declares ${chain.name}: upper and lower case make different chains.`,
            fixes: [
              {
                title: `Change the name to ${meant.name}`,
                certain: !chain.lost.includes(mention),
                changes: [replace(mention.line, mention.span, meant.name)],
              },
            ],
            related: meant.missing[0]
              ? [{ line: meant.missing[0].line, span: meant.missing[0].span, message: `${meant.name} is used here.` }]
              : [],
          });
        }
      }
    }
  },
};

/** Chains that are used without being declared, by their names in lower case. */
function undeclaredByCase(table: Table): Map<string, Chain> {
  const missing = missingChains(table).filter((chain) => !chain.declared);
  return new Map(missing.map((chain) => [chain.name.toLowerCase(), chain]));
}

function declarationsOf(chain: Chain): Mention[] {
  return [...(chain.declared ? [chain.declared] : []), ...chain.lost];
}
