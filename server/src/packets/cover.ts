/** Covers a packet set with few and large boxes, which may overlap: what a person would list. */

import { isOptional, type Key, type Values } from './dimensions';
import {
  type Box,
  equalValues,
  isSubset,
  type PacketSet,
  simplify,
  subtract,
  subtractValues,
  universe,
  withValues,
} from './packet-set';

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
  return withoutSpare(cover, boxes);
}

/** The boxes without those that the later ones hold as well, as far as the set goes. */
function withoutSpare(cover: readonly Box[], set: PacketSet): Box[] {
  let needed = [...cover];
  for (const box of cover) {
    const others = needed.filter((each) => each !== box);
    if (others.length > 0 && subtract(set, others).length === 0) needed = others;
  }
  return needed;
}

/** The dimensions in which the box is smaller than `within`. */
export function differences(box: Box, within: Box): Key[] {
  return [...box.keys()].filter((key) => {
    const all = within.get(key);
    return all === undefined || !equalValues(key, box.get(key)!, all);
  });
}

/** What follows from other dimensions is widened first, so that those are named. */
const implied: ReadonlySet<Key> = new Set([
  'destinationType',
  'sourceType',
  'connectionDirection',
  'connmark',
  'source',
]);

/** The box with as many dimensions as wide as in `within` as the set has room for; the box itself is in the set. */
export function growBox(box: Box, set: PacketSet, within: Box): Box {
  let grown = box;
  const keys = differences(box, within);
  for (const key of [...keys.filter((each) => implied.has(each)), ...keys.filter((each) => !implied.has(each))]) {
    const all = within.get(key) ?? fullOptional(key, grown.get(key)!);
    const added = all && subtractValues(key, all, grown.get(key)!);
    if (added && isSubset([withValues(grown, key, added)], set)) grown = withValues(grown, key, all);
  }
  return grown;
}

/** All values of a key that a box may leave out; undefined for the others. */
function fullOptional(key: Key, like: Values): Values | undefined {
  return isOptional(key) ? universe(key, like) : undefined;
}
