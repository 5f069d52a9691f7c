/** Packet sets: unions of disjoint boxes, each box a set of values for every dimension. Exact intersection and difference. */

import { groupsBy } from '../ruleset/groups';
import { type Bits, equalBits, intersectBits, overlappingPatterns, subtractBits, unionBits } from './bits';
import {
  addressTypes,
  allValues,
  conditionValues,
  dimensionOf,
  dimensions,
  isBits,
  isCondition,
  isLater,
  isOptional,
  isUndecided,
  type Key,
  type Values,
} from './dimensions';
import {
  equalRanges,
  intersectRanges,
  normalize,
  overlappingRanges,
  type Ranges,
  range,
  subtractRanges,
  unionRanges,
} from './ranges';

/**
 * The packets whose every dimension lies in the values given for it; a dimension that is not given takes all. In the boxes
 * of a packet set no values are empty, and all dimensions are given but opaque conditions and what comes later on the way.
 */
export type Box = ReadonlyMap<Key, Values>;

/** Disjoint boxes; the empty list is the empty set. */
export type PacketSet = readonly Box[];

/** What both boxes hold; undefined when that is nothing. */
export function intersectBoxes(a: Box, b: Box): Box | undefined {
  let result: Map<Key, Values> | undefined;
  for (const [key, wanted] of b) {
    const has = a.get(key);
    const both = has ? intersectValues(key, has, wanted) : wanted;
    if (both.length === 0) return undefined;
    if (both === has) continue;
    result ??= new Map(a);
    result.set(key, both);
  }
  return result ?? a;
}

/**
 * What is in `a` and not in `b`, which overlap, as disjoint boxes: each is handed to `test` until that says no. True when it never
 * does.
 */
function everyPiece(a: Box, b: Box, test: (piece: Box) => boolean): boolean {
  const inside: [Key, Values][] = [];
  for (const key of orderedKeys(b)) {
    const wanted = b.get(key)!;
    const has = a.get(key) ?? universe(key, wanted);
    const outside = subtractValues(key, has, wanted);
    if (outside.length === 0) continue;
    const piece = new Map(a);
    for (const [before, values] of inside) piece.set(before, values);
    if (!test(piece.set(key, outside))) return false;
    inside.push([key, intersectValues(key, has, wanted)]);
  }
  return true;
}

/** What is both in the set and in one of the boxes, which have to be disjoint. */
export function intersect(set: PacketSet, boxes: readonly Box[]): PacketSet {
  const result: Box[] = [];
  for (const each of set) {
    for (const box of boxes) {
      const both = intersectBoxes(each, box);
      if (both) result.push(both);
    }
  }
  return result;
}

/** What is in the set and in none of the boxes. */
export function subtract(set: PacketSet, boxes: readonly Box[]): PacketSet {
  return boxes.reduce(withoutBox, set);
}

/** What is in the set and not in the box; the same set where that is all of it. */
function withoutBox(set: PacketSet, box: Box): PacketSet {
  let left: Box[] | undefined;
  const keep = (piece: Box) => left!.push(piece) > 0;
  for (const [i, each] of set.entries()) {
    if (disjoint(each, box)) left?.push(each);
    else {
      left ??= set.slice(0, i);
      everyPiece(each, box, keep);
    }
  }
  return left ?? set;
}

/** The union, as few boxes as joining them two by two gives. */
export function union(a: PacketSet, b: PacketSet): PacketSet {
  return simplify([...a, ...subtract(b, a)]);
}

/** A difference that falls into more boxes than this is given up. */
const maxPieces = 200;

/** What is in the set and in none of the boxes; undefined when that falls into too many pieces. */
export function subtractSome(set: PacketSet, boxes: readonly Box[]): PacketSet | undefined {
  let left = set;
  for (const box of boxes) {
    left = withoutBox(left, box);
    if (left.length > maxPieces) return undefined;
  }
  return left;
}

/** True when every packet of `a` is in `b`; false also where telling would take too long. */
export function isSubset(a: PacketSet, b: PacketSet): boolean {
  return a.every((box) => {
    const near = b.filter((each) => !disjoint(box, each));
    return near.some((each) => holds(each, box)) || (near.length > 1 && isCovered(box, near));
  });
}

/** Whether a box is covered by others is given up after so many cuts. */
const maxCuts = 500;

/** True when every packet of the box is in one of the others; each piece that one leaves is looked for in those behind it. */
function isCovered(box: Box, others: PacketSet): boolean {
  let left = maxCuts;
  const inOneFrom = (start: number, piece: Box): boolean => {
    const i = others.findIndex((each, at) => at >= start && !disjoint(piece, each));
    return i >= 0 && left-- > 0 && everyPiece(piece, others[i]!, (rest) => inOneFrom(i + 1, rest));
  };
  return inOneFrom(0, box);
}

/** True when every packet of `inner` is in `outer`. */
function holds(outer: Box, inner: Box): boolean {
  for (const [key, values] of outer) {
    const own = inner.get(key) ?? universe(key, values);
    if (own !== values && subtractValues(key, own, values).length > 0) return false;
  }
  return true;
}

/** True when both hold the same packets; false also where telling would take too long. */
export function equalSets(a: PacketSet, b: PacketSet): boolean {
  return isSubset(a, b) && isSubset(b, a);
}

/** The packets of the set, whichever way the opaque conditions, and what comes later, turn out. */
export function withoutConditions(set: PacketSet): PacketSet {
  const result: Box[] = [];
  for (const box of set) {
    const plain = new Map([...box].filter(([key]) => !isUndecided(key)));
    result.push(...subtract([plain], result));
  }
  return simplify(result);
}

/** More boxes than these are not compared two by two. */
const maxCompared = 64;

/** Joins boxes that differ in one dimension only, until none do. */
export function simplify(set: PacketSet): PacketSet {
  if (set.length < 2) return set;
  const few = set.length > maxCompared ? joinMany(set) : set;
  return few.length > maxCompared ? few : joinPairs(few);
}

function joinPairs(set: PacketSet): PacketSet {
  const boxes = [...set];
  for (let i = 0; i < boxes.length; i++) {
    for (let j = 0; j < boxes.length; j++) {
      const joined = i === j ? undefined : joinBoxes(boxes[i]!, boxes[j]!);
      if (!joined) continue;
      boxes[i] = joined;
      boxes.splice(j, 1);
      if (j < i) i--;
      j = -1;
    }
  }
  return boxes;
}

/** Dimensions in which many boxes may differ, and in which many values are one set. */
const joining: readonly Key[] = ['destinationPort', 'destination', 'source', 'sourcePort'];

/** Joins those of many boxes that differ in one of these dimensions only. */
function joinMany(set: PacketSet): PacketSet {
  return joining.reduce(joinBy, set);
}

function joinBy(set: PacketSet, key: Key): PacketSet {
  const groups = groupsBy(
    set,
    boxNames(set[0]!, (each) => each === key),
  );
  if (groups.length === set.length) return set;
  return groups.map((boxes) => {
    const whole = boxes.length === 1 ? boxes[0] : boxes.find((box) => !box.has(key));
    return whole ?? new Map([...boxes[0], [key, normalize(boxes.flatMap((box) => box.get(key) as Ranges))]]);
  });
}

/**
 * Gives boxes names, the same one to those with the same values in all dimensions but the ones to be left out: they tell in what a
 * box differs from the first one.
 */
export function boxNames(first: Box, isLeftOut: (key: Key) => boolean): (box: Box) => string {
  const ids = new Map<Values | string, number>();
  const idOf = (values: Values) => {
    const known = ids.get(values);
    if (known !== undefined) return known;
    const text = valuesText(values);
    const id = ids.get(text) ?? ids.size;
    ids.set(text, id).set(values, id);
    return id;
  };
  return (box) => {
    const parts: string[] = [];
    for (const [key, values] of box) {
      const usual = first.get(key);
      if (values === usual || isLeftOut(key)) continue;
      if (!usual || idOf(values) !== idOf(usual)) parts.push(`${key} ${idOf(values)}`);
    }
    for (const key of first.keys()) if (!box.has(key) && !isLeftOut(key)) parts.push(`no ${key}`);
    return parts.length > 1 ? parts.sort().join(' ') : (parts[0] ?? '');
  };
}

function valuesText(values: Values): string {
  return values.map((each) => ('low' in each ? `${each.low}-${each.high}` : `${each.value}/${each.mask}`)).join(' ');
}

/** The smallest box that holds all of the boxes; undefined for none. */
export function hull(set: PacketSet): Box | undefined {
  const [first, ...others] = set;
  if (!first) return undefined;
  const result = new Map(first);
  for (const box of others) {
    for (const key of result.keys()) {
      const values = box.get(key);
      if (values) result.set(key, unionValues(key, result.get(key)!, values));
      else result.delete(key);
    }
  }
  for (const [key, values] of result) if (isFullOptional(key, values)) result.delete(key);
  return result;
}

/** The dimensions in which all of the boxes have the same values as this one. */
export function sharedKeys(like: Box, boxes: PacketSet): Set<Key> {
  const shared = new Set<Key>();
  for (const [key, values] of like) {
    const isEqual = (box: Box) => {
      const own = box.get(key);
      return own !== undefined && equalValues(key, own, values);
    };
    if (boxes.every(isEqual)) shared.add(key);
  }
  return shared;
}

/** The box without some of its dimensions. */
export function withoutKeys(box: Box, keys: ReadonlySet<Key>): Box {
  const result = new Map<Key, Values>();
  for (const [key, values] of box) if (!keys.has(key)) result.set(key, values);
  return result;
}

/** The box with other values in one dimension. */
export function withValues(box: Box, key: Key, values: Values): Box {
  const result = new Map(box);
  if (isFullOptional(key, values)) result.delete(key);
  else result.set(key, values);
  return result;
}

export function intersectValues(key: Key, a: Values, b: Values): Values {
  if (a === b) return a;
  return isBits(key) ? intersectBits(a as Bits, b as Bits) : intersectRanges(a as Ranges, b as Ranges);
}

export function subtractValues(key: Key, a: Values, b: Values): Values {
  if (a === b) return [];
  return isBits(key) ? subtractBits(a as Bits, b as Bits) : subtractRanges(a as Ranges, b as Ranges);
}

export function equalValues(key: Key, a: Values, b: Values): boolean {
  if (a === b) return true;
  return isBits(key) ? equalBits(a as Bits, b as Bits) : equalRanges(a as Ranges, b as Ranges);
}

export function unionValues(key: Key, a: Values, b: Values): Values {
  if (a === b) return a;
  return isBits(key) ? unionBits(a as Bits, b as Bits) : unionRanges(a as Ranges, b as Ranges);
}

/** True when no packet is in both. */
export function disjoint(a: Box, b: Box): boolean {
  for (const [key, wanted] of b) {
    const has = a.get(key);
    if (has && !overlap(key, has, wanted)) return true;
  }
  return false;
}

/** How much a set weighs for a test of these dimensions: its boxes, and the pieces of the values that are tested. */
export function weight(set: PacketSet, keys: Iterable<Key>): number {
  let sum = set.length;
  for (const key of keys) {
    for (const box of set) {
      const pieces = box.get(key)?.length ?? 0;
      if (pieces > 1) sum += pieces;
    }
  }
  return sum;
}

function overlap(key: Key, a: Values, b: Values): boolean {
  if (a === b) return true;
  if (isBits(key)) return (a as Bits).some((left) => (b as Bits).some((right) => overlappingPatterns(left, right)));
  return overlappingRanges(a as Ranges, b as Ranges);
}

/** nat writes no addresses of many hosts. */
const rewrittenTypes: Ranges = normalize([...typeRange('UNICAST'), ...typeRange('LOCAL')]);

function typeRange(type: string): Ranges {
  return range(addressTypes.indexOf(type));
}

function isAddressType(key: Key): boolean {
  const dimension = dimensionOf(key);
  return dimension === 'destinationType' || dimension === 'sourceType';
}

/** All values of a key's dimension; addresses are those of the family that the other values have. */
export function universe(key: Key, like: Values): Values {
  if (isCondition(key)) return conditionValues;
  if (isLater(key) && isAddressType(key)) return rewrittenTypes;
  const [first] = like;
  return allValues(dimensionOf(key)!, first && 'low' in first && typeof first.low === 'bigint' ? 'ipv6' : 'ipv4');
}

function isFullOptional(key: Key, values: Values): boolean {
  return isOptional(key) && values.length === 1 && equalValues(key, values, universe(key, values));
}

function orderedKeys(box: Box): Key[] {
  if (box.size < 2) return [...box.keys()];
  const known = dimensions.filter((key) => box.has(key));
  return known.length === box.size ? known : [...known, ...[...box.keys()].filter(isOptional)];
}

/** The union of two boxes that agree in all dimensions but one; undefined when they do not. */
function joinBoxes(a: Box, b: Box): Box | undefined {
  const keys = differentKeys(a, b);
  if (keys.length > 1) return undefined;
  const [key] = keys;
  if (key === undefined) return a;
  const [one, other] = [a.get(key), b.get(key)];
  return withValues(a, key, one && other ? unionValues(key, one, other) : universe(key, (one ?? other)!));
}

/** The dimensions in which two boxes differ; no more than two are looked for. */
function differentKeys(a: Box, b: Box): Key[] {
  const different: Key[] = [];
  for (const [key, values] of a) {
    const others = b.get(key) ?? universe(key, values);
    if (values !== others && !equalValues(key, values, others)) different.push(key);
    if (different.length > 1) return different;
  }
  for (const key of b.keys()) {
    if (!a.has(key)) different.push(key);
    if (different.length > 1) return different;
  }
  return different;
}
