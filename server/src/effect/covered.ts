/** Rules that no packet reaches, as one before them in the same chain takes all. */

import { findTarget } from '../modules/index';
import { oncePer } from '../syntax/once';
import type { EffectEvent } from './events';
import type { Chunk } from './rule-list';
import type { Chain, PlacedRule, State } from './tables';

/** An event for each rule that stands behind one without conditions that ends the way of a packet through the chain. */
export function coveredRules(state: State): EffectEvent[] {
  return [...state.tables.values()].flatMap(({ chains }) => [...chains.values()].flatMap(coveredIn));
}

function coveredIn({ rules, name }: Chain): EffectEvent[] {
  const first = rules.chunks.findIndex((chunk) => taking(chunk) >= 0);
  const chunk = rules.chunks[first];
  if (!chunk) return [];
  const related = [chunk[taking(chunk)]!.call];
  const behind = [...chunk.slice(taking(chunk) + 1), ...rules.chunks.slice(first + 1).flat()];
  return behind
    .filter(({ certain, call }) => certain && call !== related[0])
    .map(({ call }) => ({ kind: 'rule-after-drop', call, certain: true, related, chain: name }));
}

/** The index of the first rule that surely takes all; -1 for none. */
const taking = oncePer((chunk: Chunk) => chunk.findIndex((rule) => rule.certain && takesAll(rule)));

/** True without any condition, and with a target behind which no rule of the chain is asked. */
function takesAll({ same, target, call }: PlacedRule): boolean {
  if (!target || !same.known || !same.fields.every(({ name }) => isNoCondition(name, target.text))) return false;
  const end = findTarget(target.text, call.program.family)?.terminating;
  return end === 'yes' || end === 'returns';
}

function isNoCondition(name: string, target: string): boolean {
  if (name.startsWith('rule ')) return name.startsWith('rule jump');
  return (
    name.startsWith('comment ') || name === '-m comment' || name.startsWith(`${target} `) || name === `-m ${target}`
  );
}
