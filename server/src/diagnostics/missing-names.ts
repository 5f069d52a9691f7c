/** Names of chains and targets that do not exist where rules use them, and which of the checks speaks of each. */

import { externalTarget } from '../modules/external';
import { findTarget } from '../modules/index';
import { byBoth, byNobody, byState, type RefusedBy } from '../modules/refused-by';
import { ruleAt } from '../ruleset/document';
import { typographicCharacters } from '../ruleset/rule';
import type { Chain, Mention, Ruleset, Table } from '../ruleset/ruleset';
import { missingChains } from '../ruleset/table';
import { type Family, maxNameBytes, otherFamily } from '../ruleset/tables';
import { byteLength } from '../syntax/bytes';
import { oncePer } from '../syntax/once';
import { knownTables } from './check';
import { type Explanation, explainer } from './missing-chain';
import { hasPasteDamage } from './paste-damage';
import { isSwallowed } from './swallowed-words';
import { isOnlyJumpedTo, strayTargetOptions } from './target-options';

/** What a missing name was meant for. */
export type Meant = 'chain' | 'target' | 'external-target' | 'other-family-target';

/** One place that names what is not there. */
export interface MissingName {
  table: Table;
  chain: Chain;
  mention: Mention;
  why: Explanation;
  meantFor: Meant;
  refusedBy: RefusedBy;
}

/** Every use of a chain or target that does not exist, but for names that are wrong by themselves, which other checks say. */
export const missingNames: (ruleset: Ruleset) => readonly MissingName[] = oncePer(findMissingNames);

function findMissingNames(ruleset: Ruleset): MissingName[] {
  return knownTables(ruleset).flatMap((table) => {
    const missing = missingChains(table).filter(({ name }) => name !== '' && byteLength(name) <= maxNameBytes);
    if (missing.length === 0) return [];
    const explain = explainer(table, ruleset.document.family);
    return missing.flatMap((chain) => missingUses(ruleset, table, chain, explain(chain)));
  });
}

function missingUses(ruleset: Ruleset, table: Table, chain: Chain, why: Explanation): MissingName[] {
  const { family } = ruleset.document;
  const byName = meantByName(chain, why, family);
  const mayBeDamaged = typographicCharacters.test(chain.name);
  return chain.missing.flatMap((mention) => {
    if (
      (mayBeDamaged && isPasteDamage(ruleset, mention.line)) ||
      isSwallowed(chain.name, ruleAt(ruleset.document, mention.line)!)
    )
      return [];
    const hasOptions = byName !== 'external-target' && strayTargetOptions(ruleset, table, mention.line).length > 0;
    const meantFor = hasOptions && byName === 'chain' ? 'target' : byName;
    const refusedBy = meantFor === 'external-target' ? byNobody : hasOptions ? byBoth : byState;
    return [{ table, chain, mention, why, meantFor, refusedBy }];
  });
}

function meantByName(chain: Chain, { meant }: Explanation, family: Family): Meant {
  if (!isOnlyJumpedTo(chain)) return 'chain';
  if (externalTarget(chain.name)) return 'external-target';
  if (findTarget(chain.name, otherFamily(family))) return 'other-family-target';
  return meant !== undefined && findTarget(meant, family) ? 'target' : 'chain';
}

/** True for a line whose typographic characters another check marks, the chain's name among them. */
function isPasteDamage({ document }: Ruleset, index: number): boolean {
  const line = document.dump.lines[index];
  const rule = ruleAt(document, index);
  return line?.kind === 'rule' && rule !== undefined && hasPasteDamage(line, rule);
}
