/** Rules in, and jumps to, chains that do not exist at that point. */

import { findTarget } from '../modules/index';
import type { Chain, Mention, Ruleset, Table } from '../ruleset/ruleset';
import { hookNames, isDeclarableName } from '../ruleset/tables';
import type { Check } from './check';
import { type Fix, insertLines, replace } from './finding';
import type { Explanation } from './missing-chain';
import { missingNames } from './missing-names';
import { isSoundMention } from './sound-mention';

export const undefinedChain: Check = {
  code: 'undefined-chain',
  severity: 'error',
  run(ruleset, report) {
    for (const { table, chain, mention, why, meantFor, refusedBy } of missingNames(ruleset)) {
      if (meantFor !== 'chain') continue;
      report({
        line: mention.line,
        span: mention.span,
        message: why.message,
        refusedBy,
        severity: table.fragment ? 'warning' : 'error',
        fixes: fixes(ruleset, table, chain, mention, why),
        related: why.related,
      });
    }
  },
};

function fixes(ruleset: Ruleset, table: Table, chain: Chain, mention: Mention, why: Explanation): Fix[] {
  const { meant } = why;
  const found: Fix[] = [];
  if (meant) {
    found.push({ title: `Change to ${meant}`, certain: false, changes: [replace(mention.line, mention.span, meant)] });
  }
  if (mayBeDeclared(chain)) found.push(declareFix(ruleset, table, chain, why));
  return found;
}

function mayBeDeclared({ declared, name }: Chain): boolean {
  const isTarget = findTarget(name, 'ipv4') ?? findTarget(name, 'ipv6');
  return !declared && isDeclarableName(name) && !hookNames.includes(name) && !isTarget;
}

/** Certain where rules fill the chain, so that it is not a misspelt one, and it would not stay hidden behind the fix of another line. */
function declareFix(ruleset: Ruleset, table: Table, chain: Chain, { meant, compared }: Explanation): Fix {
  const declared = table.lastDeclaration;
  const before = declared !== undefined && declared < (chain.firstUse ?? table.end) ? declared + 1 : table.header + 1;
  const needsEnd = ruleset.document.dump.lines[before - 1]!.ending === '';
  const isSure = chain.rules > 0 && compared && !meant && chain.lost.length === 0 && !table.fragment && !needsEnd;
  return {
    title: `Declare ${chain.name}`,
    certain: isSure && chain.missing.some((each) => each.role === 'command' && isSoundMention(ruleset, each)),
    changes: [insertLines(before, `${needsEnd ? '\n' : ''}:${chain.name} - [0:0]\n`)],
  };
}
