/** Rules in, and jumps to, chains that do not exist at that point. */

import { findTarget } from '../modules/index';
import { byState } from '../modules/refused-by';
import { ruleAt } from '../ruleset/document';
import { typographicCharacters } from '../ruleset/rule';
import type { Chain, Mention, Ruleset, Table } from '../ruleset/ruleset';
import { missingChains } from '../ruleset/table';
import { hookNames, isDeclarableName, maxNameBytes } from '../ruleset/tables';
import { byteLength } from '../syntax/bytes';
import { type Check, knownTables } from './check';
import { type Fix, insertLines, replace } from './finding';
import { type Explanation, explainer } from './missing-chain';
import { hasPasteDamage } from './paste-damage';
import { isSoundMention } from './sound-mention';

export const undefinedChain: Check = {
  code: 'undefined-chain',
  severity: 'error',
  run(ruleset, report) {
    for (const table of knownTables(ruleset)) {
      const missing = missingChains(table).filter((chain) => !isOthersFault(chain.name));
      if (missing.length === 0) continue;
      const explain = explainer(table, ruleset.document.family);
      for (const chain of missing) {
        const why = explain(chain);
        for (const mention of chain.missing) {
          if (typographicCharacters.test(chain.name) && isPasteDamage(ruleset, mention.line)) continue;
          report({
            line: mention.line,
            span: mention.span,
            message: why.message,
            refusedBy: byState,
            severity: table.fragment ? 'warning' : 'error',
            fixes: fixes(ruleset, table, chain, mention, why),
            related: why.related,
          });
        }
      }
    }
  },
};

/** Names that are wrong by themselves, which other checks say. */
function isOthersFault(name: string): boolean {
  return name === '' || byteLength(name) > maxNameBytes;
}

/** True for a line whose typographic characters another check marks, the chain's name among them. */
function isPasteDamage({ document }: Ruleset, index: number): boolean {
  const line = document.dump.lines[index];
  const rule = ruleAt(document, index);
  return line?.kind === 'rule' && rule !== undefined && hasPasteDamage(line, rule);
}

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
