/** What has become of a packet's fields on its way, told by the packet as it was when it was asked about. */

import { anyBits, type BitChange, type Bits, beforeChange, overlappingPatterns, thenSet, unchanged } from './bits';
import type { Dimension, Key, Values } from './dimensions';
import { type Box, disjoint, equalSets, type PacketSet, subtract } from './packet-set';
import { intersectRanges, normalize, overlappingRanges, type Range, type Ranges, range, type Value } from './ranges';
import { always, and, type Test } from './tests';

/** What one field holds now. */
export type Now =
  /** This one value. */
  | { kind: 'value'; values: Values }
  /** What the packet asked about has under a key: another dimension, or one that it gets later. */
  | { kind: 'key'; key: Key }
  /** Bits of what is under the key, changed. */
  | { kind: 'bits'; key: Key; change: BitChange }
  /** Bits of what is under the key, changed in one way if the packet asked about is in the box, and in another way else. */
  | ({ kind: 'cases'; key: Key } & Cases)
  /**
   * The number under the key, which is one of `from`, moved by adding `by`; what would not be in `within` then is at the end of that.
   * An address that is moved from its network into another one stays inside.
   */
  | { kind: 'moved'; key: Key; by: Value; from: Range; within: Range }
  /** No test of the field holds, and none that is inverted: there is nothing to look at. */
  | { kind: 'nothing' }
  /** Nobody can tell from the dump: each test is a condition of its own, in these words. */
  | { kind: 'untold'; words: string };

export interface Cases {
  within: Box;
  inside: CaseChange;
  outside: CaseChange;
}

export type CaseChange = BitChange | Cases;

/** The fields that are not what they were, and how often the packet was rewritten since (0: it is as it was asked about). */
export interface Fields {
  readonly now: ReadonlyMap<Dimension, Now>;
  readonly rewritten: number;
}

/** The packet as it was asked about. */
export const asAsked: Fields = { now: new Map(), rewritten: 0 };

/** The fields with other contents in some dimensions; the packet itself is the same, so conditions on it keep their answers. */
export function withFields(fields: Fields, changes: Iterable<readonly [Dimension, Now]>): Fields {
  const now = new Map(fields.now);
  for (const [dimension, each] of changes) {
    if (each.kind === 'key' && each.key === dimension) now.delete(dimension);
    else now.set(dimension, each);
  }
  return { ...fields, now };
}

/** As `withFields`, for a packet that was rewritten: what is unknown of it has to be asked anew. */
export function rewritten(fields: Fields, changes: Iterable<readonly [Dimension, Now]>): Fields {
  return { ...withFields(fields, changes), rewritten: fields.rewritten + 1 };
}

/** One value, known. */
export function knownValue(value: Value): Now {
  return { kind: 'value', values: range(value) };
}

export function nowOf(fields: Fields, dimension: Dimension): Now {
  return fields.now.get(dimension) ?? { kind: 'key', key: dimension };
}

/** The values that a field of these packets may have now; undefined where nobody can tell. */
export function valuesNow(fields: Fields, dimension: Dimension, packets: PacketSet): Ranges | undefined {
  const now = nowOf(fields, dimension);
  if (now.kind === 'value') return now.values as Ranges;
  return now.kind === 'key' || now.kind === 'moved' ? valuesAfter(now, packets) : undefined;
}

function valuesAfter(now: Now & { kind: 'key' | 'moved' }, packets: PacketSet): Ranges | undefined {
  const asked: Ranges[] = [];
  for (const box of packets) {
    const values = box.get(now.key);
    if (!values) return undefined;
    asked.push(values as Ranges);
  }
  const union = normalize(asked.flat());
  return now.kind === 'key'
    ? union
    : normalize(union.map(({ low, high }) => ({ low: moved(low, now), high: moved(high, now) })));
}

/** What a field of one packet holds now; undefined where nobody can tell. */
export function valuesIn(now: Now, packet: Box): Values | undefined {
  switch (now.kind) {
    case 'value':
      return now.values;
    case 'key':
      return packet.get(now.key);
    case 'bits':
    case 'cases': {
      const word = sharedWord({ kind: 'bits', key: now.key, change: changeOf(now, packet) }, [packet]);
      return word.kind === 'value' ? word.values : undefined;
    }
    case 'moved':
      return valuesAfter(now, [packet]);
    default:
      return undefined;
  }
}

/** The change that is made to a packet. */
function changeOf(now: Now & { kind: 'bits' | 'cases' }, packet: Box): BitChange {
  let change: CaseChange = now.kind === 'bits' ? now.change : now;
  while ('within' in change) change = disjoint(packet, change.within) ? change.outside : change.inside;
  return change;
}

/** A test of a field now as a test of the packet asked about: whether it holds at all, or what has to hold of a key. */
export function asAskedTest(
  now: Now,
  values: Values,
): boolean | { key: Key; values: Values } | { test: Test } | { condition: string } {
  switch (now.kind) {
    case 'value':
      return holds(now.values, values);
    case 'key':
      return { key: now.key, values };
    case 'bits': {
      const before = beforeChange(values as Bits, now.change);
      return before.length > 0 && { key: now.key, values: before };
    }
    case 'cases':
      return { test: changedTest(now.key, now, values, always) };
    case 'moved': {
      const before = moveBack(now, values as Ranges);
      return before.length > 0 && { key: now.key, values: before };
    }
    case 'nothing':
      return false;
    case 'untold':
      return { condition: now.words };
  }
}

/**
 * What `--set-xmark value/mask` makes of a mark: the bits of the mask cleared, those of the value flipped. A connection that is not
 * tracked gets no mark.
 */
export function markSet(now: Now, dimension: Dimension, value: number, mask: number): Now {
  switch (now.kind) {
    case 'value': {
      const [old] = now.values as Bits;
      return { kind: 'value', values: wordOf(((old!.value & ~mask) ^ value) >>> 0) };
    }
    case 'key':
      return fromBits(now.key, thenSet(unchanged, value, mask));
    case 'bits':
      return fromBits(now.key, thenSet(now.change, value, mask));
    case 'cases': {
      const { inside, outside } = now;
      return { ...now, inside: eachThenSet(inside, value, mask), outside: eachThenSet(outside, value, mask) };
    }
    case 'nothing':
      return now;
    default:
      return mask === 0xffffffff
        ? { kind: 'value', values: wordOf(value) }
        : { kind: 'untold', words: untoldWords(dimension) };
  }
}

/**
 * What copying one mark into another makes of that: the bits of `toMask` cleared, those of `from` under `fromMask` flipped, as
 * `--save-mark` and `--restore-mark` do; without a connection nothing is copied (net/netfilter/xt_connmark.c).
 */
export function markCopied(to: Now, from: Now, dimension: Dimension, toMask: number, fromMask: number): Now {
  if (to.kind === 'nothing' || from.kind === 'nothing') return to;
  const kept = maskOf(to, ~toMask >>> 0);
  const added = maskOf(from, fromMask);
  if (!kept || !added || (kept.key && added.key)) return { kind: 'untold', words: untoldWords(dimension) };
  const key = kept.key ?? added.key;
  const keep = (kept.key ? kept.keep : 0) | (added.key ? added.keep : 0);
  const flip = (kept.flip ^ added.flip) >>> 0;
  return key ? fromBits(key, { keep: keep >>> 0, flip }) : { kind: 'value', values: wordOf(flip) };
}

/** A mark that is the same in all of the packets is that word, whatever key it comes from. */
export function sharedWord(now: Now, packets: PacketSet): Now {
  if (now.kind !== 'key' && now.kind !== 'bits') return now;
  const words = packets.flatMap((box) => (box.get(now.key) as Bits | undefined) ?? anyBits);
  const [first] = words;
  if (!first || words.some(({ value, mask }) => mask !== 0xffffffff || value !== first.value)) return now;
  const { keep, flip } = now.kind === 'bits' ? now.change : unchanged;
  return { kind: 'value', values: wordOf(((first.value & keep) ^ flip) >>> 0) };
}

/** The set of one 32-bit word. */
export function wordOf(value: number): Bits {
  return [{ value, mask: 0xffffffff }];
}

export function equalFields(a: Fields, b: Fields): boolean {
  if (a === b || a.now === b.now) return a.rewritten === b.rewritten;
  if (a.rewritten !== b.rewritten || a.now.size !== b.now.size) return false;
  return [...a.now].every(([dimension, now]) => {
    const other = b.now.get(dimension);
    return other !== undefined && equalNow(now, other);
  });
}

function equalNow(a: Now, b: Now): boolean {
  if (a === b) return true;
  switch (a.kind) {
    case 'value':
      return b.kind === 'value' && holds(a.values, b.values);
    case 'key':
      return b.kind === 'key' && a.key === b.key;
    case 'bits':
      return b.kind === 'bits' && a.key === b.key && equalChanges(a.change, b.change);
    case 'cases':
      return b.kind === 'cases' && a.key === b.key && equalCases(a, b);
    case 'moved':
      return (
        b.kind === 'moved' &&
        a.key === b.key &&
        a.by === b.by &&
        a.from.low === b.from.low &&
        a.from.high === b.from.high &&
        a.within.low === b.within.low &&
        a.within.high === b.within.high
      );
    case 'nothing':
      return b.kind === 'nothing';
    case 'untold':
      return b.kind === 'untold' && a.words === b.words;
  }
}

function equalCases(a: CaseChange, b: CaseChange): boolean {
  if (!('within' in a) || !('within' in b)) return !('within' in a) && !('within' in b) && equalChanges(a, b);
  return equalCases(a.inside, b.inside) && equalCases(a.outside, b.outside) && equalSets([a.within], [b.within]);
}

function equalChanges(a: BitChange, b: BitChange): boolean {
  return a.keep === b.keep && a.flip === b.flip;
}

function eachThenSet(change: CaseChange, value: number, mask: number): CaseChange {
  if (!('within' in change)) return thenSet(change, value, mask);
  const { within, inside, outside } = change;
  return { within, inside: eachThenSet(inside, value, mask), outside: eachThenSet(outside, value, mask) };
}

/** The tests that hold where a change has made the wanted bits of what is under the key. */
function changedTest(key: Key, change: CaseChange, values: Values, where: Test): Test {
  if ('within' in change) {
    const outside = subtract([new Map()], [change.within]);
    return [
      ...changedTest(key, change.inside, values, and(where, [change.within])),
      ...changedTest(key, change.outside, values, and(where, outside)),
    ];
  }
  const before = beforeChange(values as Bits, change);
  return before.length === 0 ? [] : and(where, [new Map([[key, before]])]);
}

function holds(one: Values, values: Values): boolean {
  const [first] = one;
  if (first && 'mask' in first) return (values as Bits).some((pattern) => overlappingPatterns(first, pattern));
  return overlappingRanges(values as Ranges, one as Ranges);
}

function moved(value: Value, { by, within }: Now & { kind: 'moved' }): Value {
  const now = plus(value, by);
  return now < within.low ? within.low : now > within.high ? within.high : now;
}

function moveBack({ by, from, within }: Now & { kind: 'moved' }, values: Ranges): Ranges {
  const before = intersectRanges([within], values).map(({ low, high }) => ({
    low: low === within.low ? from.low : minus(low, by),
    high: high === within.high ? from.high : minus(high, by),
  }));
  return intersectRanges([from], before);
}

/** A number that counts up or down by so much, and stays at the ends of all values. */
export function counted(now: Now, dimension: Dimension, by: number, { low, high }: Range): Now {
  switch (now.kind) {
    case 'value': {
      const [old] = now.values as Ranges;
      return knownValue(Math.min(Math.max(Number(old!.low) + by, Number(low)), Number(high)));
    }
    case 'key':
      return {
        kind: 'moved',
        key: now.key,
        by,
        from: { low, high },
        within: movedRange({ low, high }, by, { low, high }),
      };
    case 'moved':
      return { ...now, by: Number(now.by) + by, within: movedRange(now.within, by, { low, high }) };
    default:
      return { kind: 'untold', words: untoldWords(dimension) };
  }
}

function movedRange({ low, high }: Range, by: number, whole: Range): Range {
  const inside = (value: Value) => Math.min(Math.max(Number(value) + by, Number(whole.low)), Number(whole.high));
  return { low: inside(low), high: inside(high) };
}

function plus(a: Value, b: Value): Value {
  return typeof a === 'bigint' ? a + BigInt(b) : a + Number(b);
}

function minus(a: Value, b: Value): Value {
  return typeof a === 'bigint' ? a - BigInt(b) : a - Number(b);
}

/** A mark of which only some bits are looked at: those that come from a key, and those that are known. */
function maskOf(now: Now, mask: number): { key?: Key; keep: number; flip: number } | undefined {
  if (now.kind === 'value') return { keep: 0, flip: ((now.values as Bits)[0]!.value & mask) >>> 0 };
  if (now.kind !== 'key' && now.kind !== 'bits') return mask === 0 ? { keep: 0, flip: 0 } : undefined;
  const { keep, flip } = now.kind === 'bits' ? now.change : unchanged;
  const kept = (keep & mask) >>> 0;
  return kept === 0 ? { keep: 0, flip: (flip & mask) >>> 0 } : { key: now.key, keep: kept, flip: (flip & mask) >>> 0 };
}

/** A mark none of whose bits are left is a known one. */
function fromBits(key: Key, change: BitChange): Now {
  if (change.keep === 0) return { kind: 'value', values: wordOf(change.flip) };
  if (change.keep === unchanged.keep && change.flip === 0) return { kind: 'key', key };
  return { kind: 'bits', key, change };
}

/** The words for a test of bits that were changed in a way that nobody can tell. */
export function untoldWords(dimension: Dimension): string {
  const names: Partial<Record<Dimension, string>> = {
    connectionStatus: 'what nat has noted of the connection',
    connmark: 'the changed mark of the connection',
    tos: 'the changed TOS',
    ttl: 'the changed TTL',
  };
  return `${names[dimension] ?? `the changed ${dimension}`} matches`;
}
