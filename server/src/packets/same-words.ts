/** Conditions of the same words, asked of different packets, as one: what tells them apart means nothing to a reader. */

import { dimensionOf, isCondition, isOptional, type Key, type Values } from './dimensions';
import { type Box, type PacketSet, simplify } from './packet-set';
import { conditionText } from './tests';

/**
 * The set with one key for all that read the same and that no box asks for together: `a and X` and `not a and X` are X, even where
 * X is asked at two rules. Only good for words.
 */
export function withSameWords(set: PacketSet): PacketSet {
  const names = new Map<Key, Key>();
  const groups = new Map<string, Key[][]>();
  for (const key of new Set(set.flatMap((box) => [...box.keys()].filter(isOptional)))) {
    const text = isCondition(key) ? conditionText(key) : `${dimensionOf(key)}`;
    const alike = groups.get(text) ?? [];
    groups.set(text, alike);
    const group = alike.find((keys) => !keys.some((other) => areTogether(set, key, other)));
    if (group) names.set(key, group[0]!);
    group?.push(key);
    if (!group) alike.push([key]);
  }
  return names.size === 0 ? set : simplify(set.map((box) => renamed(box, names)));
}

function areTogether(set: PacketSet, a: Key, b: Key): boolean {
  return set.some((box) => box.has(a) && box.has(b));
}

function renamed(box: Box, names: ReadonlyMap<Key, Key>): Box {
  const result = new Map<Key, Values>();
  for (const [key, values] of box) result.set(names.get(key) ?? key, values);
  return result;
}
