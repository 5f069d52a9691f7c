/** A chain that is declared or made twice in one table. */

import { byLegacy, byNobody, byState } from '../modules/refused-by';
import type { Chain, Mention, Ruleset } from '../ruleset/ruleset';
import { chainsDeclaredAgain } from '../ruleset/table';
import { type Check, knownTables, type Report } from './check';
import { deleteLines, type Fix } from './finding';

export const duplicateChainDeclaration: Check = {
  code: 'duplicate-chain-declaration',
  severity: 'error',
  run(ruleset, report) {
    for (const table of knownTables(ruleset)) {
      for (const chain of chainsDeclaredAgain(table)) {
        for (const mention of chain.again) reportAgain(ruleset, chain, mention, report);
      }
    }
  },
};

function reportAgain(ruleset: Ruleset, chain: Chain, mention: Mention, report: Report): void {
  const first = chain.declared;
  const made = mention.role === 'new-chain';
  const overwrites = chain.builtIn && !made;
  report({
    line: mention.line,
    span: mention.span,
    message: overwrites
      ? `${chain.name} is declared for the second time; the policy given last counts.`
      : `${chain.name} exists already${first ? ` (line ${first.line + 1})` : ': it is a built-in chain'}; delete this line.`,
    refusedBy: overwrites ? byNobody : made ? byState : byLegacy,
    severity: overwrites ? 'warning' : 'error',
    fixes: overwrites ? [] : [deleteFix(ruleset, mention)],
    related: first ? [{ line: first.line, span: first.span, message: 'First declared here.' }] : [],
  });
}

/** Certain where the line says nothing else. */
function deleteFix(ruleset: Ruleset, mention: Mention): Fix {
  const line = ruleset.document.dump.lines[mention.line]!;
  return {
    title: 'Delete the second declaration',
    certain: line.kind === 'declaration' && line.plain,
    changes: [deleteLines(mention.line, mention.line + 1)],
  };
}
