/** Damage that pasting does to the characters of a line, as against its words. */

import { htmlEntities, typographicCharacters } from '../ruleset/rule';
import type { RuleSummary } from '../ruleset/rule-summary';
import type { RuleLine } from '../syntax/line';

/** True for a rule that iptables cannot take apart because of typographic characters or HTML entities. */
export function hasPasteDamage(line: RuleLine, rule: RuleSummary): boolean {
  return hasTypography(line, rule) || hasEntities(line, rule);
}

export function hasTypography(line: RuleLine, rule: RuleSummary): boolean {
  return isTorn(rule) && typographicCharacters.test(line.text);
}

export function hasEntities(line: RuleLine, rule: RuleSummary): boolean {
  return isTorn(rule) && htmlEntities.test(line.text);
}

/** Only words that stand in the wrong place can come from such damage. */
function isTorn(rule: RuleSummary): boolean {
  return rule.problems.some(({ kind }) => kind === 'bare-word' || kind === 'pasted');
}
