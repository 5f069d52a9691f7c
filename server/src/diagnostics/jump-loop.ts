/** Chains that jump in a circle which packets of a built-in chain would get into. */

import { byKernel } from '../modules/refused-by';
import { ruleAt } from '../ruleset/document';
import { loopsOf, waysFrom } from '../ruleset/reach';
import { type Check, knownTables } from './check';
import { relatedJumps, stepsTo } from './jump-way';
import { shortWay } from './wording';

export const jumpLoop: Check = {
  code: 'jump-loop',
  severity: 'error',
  run(ruleset, report) {
    const { document } = ruleset;
    for (const table of knownTables(ruleset)) {
      for (const { hook, line, chains } of loopsOf(table)) {
        const names = chains.map((id) => document.names.texts[id]!);
        report({
          line,
          span: ruleAt(document, line)!.targetSpan,
          message: `Chains jump in a circle: ${shortWay([...names, names[0]!])}. The kernel refuses that; take out one of the jumps.`,
          refusedBy: byKernel,
          related: relatedJumps(ruleset, stepsTo(waysFrom(table, hook), chains[0]!)),
        });
      }
    }
  },
};
