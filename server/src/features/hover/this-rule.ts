/** Why Istio has put a rule where it stands. */

import { evidenceOf } from '../../knowledge/evidence';
import { type IstioRule, istioRule } from '../../knowledge/istio';
import { bodyWords, type RulePlace, ruleChain } from './place';

/** Which rule of Istio's a rule is; undefined when it is none, or when nothing else in the dump is Istio's. */
export function istioRuleAt(place: RulePlace): IstioRule | undefined {
  const chain = ruleChain(place);
  const evidence = evidenceOf(place.ruleset);
  if (!place.table || chain === undefined || !evidence.istio) return undefined;
  return istioRule(place.table.name, chain, bodyWords(place), evidence.flavour);
}

/** The reason for the rule at a place as a paragraph of its own; '' when none is known. */
export function thisRule(place: RulePlace): string {
  const rule = istioRuleAt(place);
  return rule ? `**In this rule:** ${reasonOf(rule)}` : '';
}

/** Why the rule is there, what brings it, and which releases write it. */
export function reasonOf(rule: IstioRule): string {
  const releases = [rule.since && `since ${rule.since}`, rule.until && `up to ${rule.until}`].filter(Boolean);
  const written = releases.length > 0 ? `*Istio ${releases.join(', ')}.*` : undefined;
  return [rule.why, rule.when && `*${rule.when}*`, written].filter(Boolean).join(' ');
}
