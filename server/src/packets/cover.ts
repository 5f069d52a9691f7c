/** Covers a packet set with few and large boxes, which may overlap: what a person would list. */

import { isOptional, type Key, type Values } from './dimensions';
import { type Box, equalValues, isSubset, type PacketSet, simplify, subtract, withValues } from './packet-set';

/** A set of more boxes is not looked at: nobody could read the list. */
export const maxBoxes = 24;

/**
 * Boxes that together are exactly the set, each as large as it can be inside the set and inside `within`; packets that cannot
 * be do not count. Undefined when the set is too ragged for that.
 */
export function coverSet(set: PacketSet, within: Box, impossible: PacketSet = []): Box[] | undefined {
  const boxes = simplify(set);
  if (boxes.length > maxBoxes) return undefined;
  const room = [...boxes, ...impossible];
  const grown = boxes.map((box) => growBox(box, room, within));
  grown.sort((a, b) => differences(a, within).length - differences(b, within).length);
  const cover: Box[] = [];
  let missing: PacketSet = boxes;
  for (const box of grown) {
    const left = subtract(missing, [box]);
    if (left === missing) continue;
    cover.push(box);
    missing = left;
  }
  return cover;
}

/** The dimensions in which the box is smaller than `within`. */
export function differences(box: Box, within: Box): Key[] {
  return [...box.keys()].filter((key) => {
    const all = within.get(key);
    return all === undefined || !equalValues(key, box.get(key)!, all);
  });
}

/** What follows from other dimensions is widened first, so that those are named. */
const implied: ReadonlySet<Key> = new Set(['destinationType', 'sourceType', 'connectionDirection', 'connmark']);

/** The box with as many dimensions as wide as in `within` as the set has room for. */
export function growBox(box: Box, set: PacketSet, within: Box): Box {
  let grown = box;
  const keys = differences(box, within);
  for (const key of [...keys.filter((each) => implied.has(each)), ...keys.filter((each) => !implied.has(each))]) {
    const wider = widen(grown, key, within.get(key));
    if (isSubset([wider], set)) grown = wider;
  }
  return grown;
}

function widen(box: Box, key: Key, values: Values | undefined): Box {
  if (values) return withValues(box, key, values);
  if (!isOptional(key)) return box;
  const result = new Map(box);
  result.delete(key);
  return result;
}
