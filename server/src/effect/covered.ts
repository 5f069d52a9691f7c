/** Rules that no packet reaches, as one before them in the same chain takes all. */

import { findTarget } from '../modules/index';
import type { EffectEvent } from './events';
import { arrayOf } from './rule-list';
import type { Chain, PlacedRule, State } from './tables';

/** An event for each rule that stands behind one without conditions that ends the way of a packet through the chain. */
export function coveredRules(state: State): EffectEvent[] {
  return [...state.tables.values()].flatMap(({ chains, family }) =>
    [...chains.values()].flatMap((chain) => coveredIn(chain, family)),
  );
}

function coveredIn({ rules: list, name }: Chain, family: 'ipv4' | 'ipv6'): EffectEvent[] {
  const rules = arrayOf(list);
  const taking = rules.findIndex((rule) => rule.certain && takesAll(rule, family));
  if (taking < 0) return [];
  const related = [rules[taking]!.call];
  const behind = rules.slice(taking + 1).filter(({ certain, call }) => certain && call !== related[0]);
  return behind.map(({ call }) => ({ kind: 'rule-after-drop', call, certain: true, related, chain: name }));
}

/** True without any condition, and with a target behind which no rule of the chain is asked. */
function takesAll({ same, target }: PlacedRule, family: 'ipv4' | 'ipv6'): boolean {
  if (!target || !same.known || !same.fields.every(({ name }) => isNoCondition(name, target.text))) return false;
  const end = findTarget(target.text, family)?.terminating;
  return end === 'yes' || end === 'returns';
}

function isNoCondition(name: string, target: string): boolean {
  if (name.startsWith('rule ')) return name.startsWith('rule jump');
  return (
    name.startsWith('comment ') || name === '-m comment' || name.startsWith(`${target} `) || name === `-m ${target}`
  );
}
