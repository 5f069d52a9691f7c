/** Options that no module of iptables has, and what they may belong to. */

import { externalTarget } from '../../modules/external';
import type { Rule, RulePart } from '../../ruleset/rule';
import { targetOf } from '../../ruleset/rule-summary';
import type { ValueContext } from '../values/meaning';

/** The target of a rule where it is known to come from another project; its options are not known. */
export function foreignTarget(rule: Rule): string | undefined {
  const target = targetOf(rule);
  const name = target?.option?.name === 'jump' ? target.values[0]?.value : undefined;
  return name !== undefined && externalTarget(name) !== undefined ? name : undefined;
}

/** The unknown options of a rule that stand behind such a target, or the others. */
export function unknownOptions(rule: Rule, of: 'target' | 'matches'): RulePart[] {
  const target = foreignTarget(rule) === undefined ? undefined : targetOf(rule);
  const end = target?.values[0]?.end ?? Number.POSITIVE_INFINITY;
  return rule.parts.filter((part) => !part.option && part.name.start > end === (of === 'target'));
}

/** An unknown option as it stands in the line, with the words behind it that may be its values. */
export function quotedUnknown(rule: Rule, part: RulePart, { quote }: ValueContext): string {
  const next = rule.parts[rule.parts.indexOf(part) + 1];
  const end = next ? (next.inversion ?? next.name).start : Number.POSITIVE_INFINITY;
  const words = rule.words.filter(({ start }) => start >= part.name.start && start < end);
  return quote([...(part.inversion ? ['!'] : []), ...words.map(({ value }) => value)].join(' '));
}
