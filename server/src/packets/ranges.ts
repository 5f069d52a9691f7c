/** Sets of numbers as sorted, disjoint, never touching ranges: ports, addresses, users, interface names. */

/** A number; addresses of IPv6 and interface names need more bits than a JavaScript number holds. One set never mixes both. */
export type Value = number | bigint;

/** From `low` to `high`, ends included. */
export interface Range {
  readonly low: Value;
  readonly high: Value;
}

export type Ranges = readonly Range[];

/** The set of one range; empty when its ends are the wrong way round. */
export function range(low: Value, high: Value = low): Ranges {
  return low > high ? [] : [{ low, high }];
}

/** The ranges in order, overlapping and touching ones made one. */
export function normalize(ranges: Ranges): Ranges {
  const sorted = [...ranges].sort((a, b) => (a.low < b.low ? -1 : a.low > b.low ? 1 : 0));
  const result: Range[] = [];
  for (const each of sorted) {
    const last = result.at(-1);
    if (!last || each.low > next(last.high)) result.push(each);
    else if (each.high > last.high) result[result.length - 1] = { low: last.low, high: each.high };
  }
  return result;
}

export function unionRanges(a: Ranges, b: Ranges): Ranges {
  return normalize([...a, ...b]);
}

/** What is in both sets; the first one itself where that is all of it. */
export function intersectRanges(a: Ranges, b: Ranges): Ranges {
  if (a.length === 1 && b.length === 1 && a[0]!.low >= b[0]!.low && a[0]!.high <= b[0]!.high) return a;
  if (a.length === 1 && b.length > 8) return intersectRanges(b, a);
  const result: Range[] = [];
  let i = b.length === 1 ? firstReaching(a, b[0]!.low) : 0;
  for (let j = 0; i < a.length && j < b.length; ) {
    const [left, right] = [a[i]!, b[j]!];
    const low = left.low > right.low ? left.low : right.low;
    const high = left.high < right.high ? left.high : right.high;
    if (low <= high) result.push({ low, high });
    if (left.high < right.high) i++;
    else j++;
  }
  return equalRanges(result, a) ? a : result;
}

/** True when some value is in both sets. */
export function overlappingRanges(a: Ranges, b: Ranges): boolean {
  for (let i = 0, j = 0; i < a.length && j < b.length; ) {
    const [left, right] = [a[i]!, b[j]!];
    if (left.high < right.low) i++;
    else if (right.high < left.low) j++;
    else return true;
  }
  return false;
}

/** More ranges are cut out in one go. */
const maxCuts = 8;

export function subtractRanges(a: Ranges, b: Ranges): Ranges {
  if (b.length > maxCuts) return intersectRanges(a, gapsOf(b));
  let left = a;
  for (const each of b) left = subtractOne(left, each);
  return left;
}

/** What lies between the ranges, before the first and behind the last: numbers below and above all that a set may hold among it. */
function gapsOf(ranges: Ranges): Ranges {
  const gaps: Range[] = [{ low: -Infinity, high: previous(ranges[0]!.low) }];
  for (const [i, { high }] of ranges.entries()) {
    const following = ranges[i + 1];
    gaps.push({ low: next(high), high: following ? previous(following.low) : Infinity });
  }
  return gaps;
}

/** True when the value is in the set. */
export function includesValue(ranges: Ranges, value: Value): boolean {
  const found = ranges[firstReaching(ranges, value)];
  return found !== undefined && found.low <= value;
}

export function equalRanges(a: Ranges, b: Ranges): boolean {
  return a.length === b.length && a.every((each, i) => each.low === b[i]!.low && each.high === b[i]!.high);
}

/** Cuts one range out; binary search finds the place, since a long chain may have left thousands of ranges. */
function subtractOne(from: Ranges, cut: Range): Ranges {
  const first = firstReaching(from, cut.low);
  let last = first;
  while (last < from.length && from[last]!.low <= cut.high) last++;
  if (first === last) return from;
  const pieces: Range[] = [];
  const [begin, end] = [from[first]!, from[last - 1]!];
  if (begin.low < cut.low) pieces.push({ low: begin.low, high: previous(cut.low) });
  if (end.high > cut.high) pieces.push({ low: next(cut.high), high: end.high });
  if (from.length === 1) return pieces;
  const result = from.slice();
  result.splice(first, last - first, ...pieces);
  return result;
}

/** Index of the first range that ends at or behind the value. */
function firstReaching(ranges: Ranges, value: Value): number {
  let [low, high] = [0, ranges.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (ranges[middle]!.high < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

function next(value: Value): Value {
  return typeof value === 'bigint' ? value + 1n : value + 1;
}

function previous(value: Value): Value {
  return typeof value === 'bigint' ? value - 1n : value - 1;
}
