/** Names behind `-j` that were meant for a target and are none. */

import { externalTarget } from '../modules/external';
import type { Check } from './check';
import { replace } from './finding';
import { type MissingName, missingNames } from './missing-names';

export const unknownTarget: Check = {
  code: 'unknown-target',
  severity: 'error',
  run(ruleset, report) {
    for (const missing of missingNames(ruleset)) {
      const { chain, mention, why, meantFor, refusedBy } = missing;
      const place = { line: mention.line, span: mention.span, refusedBy };
      if (meantFor === 'external-target') {
        report({
          ...place,
          severity: 'info',
          dependsOnHost: true,
          message: `${chain.name} comes from ${externalTarget(chain.name)}: the rule loads only on hosts that have it.`,
        });
      } else if (meantFor === 'target') {
        const { meant } = why;
        const changes = meant ? [replace(mention.line, mention.span, meant)] : [];
        report({
          ...place,
          message: explain(missing),
          fixes: meant ? [{ title: `Change to ${meant}`, certain: false, changes }] : [],
        });
      }
    }
  },
};

function explain({ table, chain, why: { meant } }: MissingName): string {
  const advice = meant ? `Did you mean ${meant}?` : 'The options behind it belong to a target.';
  return `${table.name} has no chain ${chain.name}, and there is no such target. ${advice}`;
}
