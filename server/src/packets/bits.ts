/** Sets of 32-bit words by their bits, for marks: disjoint patterns in each of which some bits are given and the others free. */

/** The words whose bits under `mask` equal `value`. */
export interface BitPattern {
  readonly value: number;
  readonly mask: number;
}

export type Bits = readonly BitPattern[];

/** Every word there is. */
export const anyBits: Bits = [{ value: 0, mask: 0 }];

/** What `--mark value/mask` compares; no word at all when the value has bits outside the mask. */
export function bitPattern(value: number, mask: number): Bits {
  return (value & ~mask) !== 0 ? [] : [{ value: value >>> 0, mask: mask >>> 0 }];
}

/** What is in both sets; the first one itself where that is plain to see. */
export function intersectBits(a: Bits, b: Bits): Bits {
  if (a.every((left) => b.some((right) => isWithin(left, right)))) return a;
  return a.flatMap((left) => b.flatMap((right) => intersectPatterns(left, right)));
}

export function subtractBits(a: Bits, b: Bits): Bits {
  let left = a;
  for (const each of b) left = left.flatMap((pattern) => subtractPattern(pattern, each));
  return left;
}

/** True when both hold the same words, however they are cut into patterns. */
export function equalBits(a: Bits, b: Bits): boolean {
  return subtractBits(a, b).length === 0 && subtractBits(b, a).length === 0;
}

export function unionBits(a: Bits, b: Bits): Bits {
  const missing = subtractBits(b, a);
  if (missing.length === 0) return a;
  return subtractBits(a, b).length === 0 ? b : joinPatterns([...a, ...missing]);
}

/** More patterns are left as they are. */
const maxJoined = 64;

/** Two patterns that differ in one bit only are one in which that bit is free. */
function joinPatterns(bits: Bits): Bits {
  if (bits.length > maxJoined) return bits;
  for (const [i, a] of bits.entries()) {
    for (const b of bits.slice(i + 1)) {
      const bit = (a.value ^ b.value) >>> 0;
      if (a.mask !== b.mask || (bit & (bit - 1)) !== 0) continue;
      const joined = { value: (a.value & ~bit) >>> 0, mask: (a.mask & ~bit) >>> 0 };
      return joinPatterns([joined, ...bits.filter((each) => each !== a && each !== b)]);
    }
  }
  return bits;
}

/** A change that a packet's mark has gone through: `word` became `(word & keep) ^ flip`. */
export interface BitChange {
  readonly keep: number;
  readonly flip: number;
}

/** The mark as it was. */
export const unchanged: BitChange = { keep: 0xffffffff, flip: 0 };

/** The change followed by clearing the bits of `mask` and flipping those of `value`: what `--set-xmark value/mask` does. */
export function thenSet(change: BitChange, value: number, mask: number): BitChange {
  return { keep: (change.keep & ~mask) >>> 0, flip: ((change.flip & ~mask) ^ value) >>> 0 };
}

/** The words that lie in `bits` once the change has been made. */
export function beforeChange(bits: Bits, change: BitChange): Bits {
  return bits.flatMap(({ value, mask }) => {
    const fixed = mask & ~change.keep;
    if (((change.flip ^ value) & fixed) !== 0) return [];
    const free = mask & change.keep;
    return [{ value: ((value ^ change.flip) & free) >>> 0, mask: free >>> 0 }];
  });
}

/** True when some word fits both patterns. */
export function overlappingPatterns(a: BitPattern, b: BitPattern): boolean {
  return ((a.value ^ b.value) & a.mask & b.mask) === 0;
}

/** True when every word of `a` fits `b`. */
function isWithin(a: BitPattern, b: BitPattern): boolean {
  return (b.mask & ~a.mask) === 0 && ((a.value ^ b.value) & b.mask) === 0;
}

function intersectPatterns(a: BitPattern, b: BitPattern): BitPattern[] {
  if (!overlappingPatterns(a, b)) return [];
  return [{ value: (a.value | b.value) >>> 0, mask: (a.mask | b.mask) >>> 0 }];
}

/** One pattern for each bit that `b` asks for and `a` leaves free: agreeing up to there, different in that bit. */
function subtractPattern(a: BitPattern, b: BitPattern): BitPattern[] {
  if (!overlappingPatterns(a, b)) return [a];
  const pieces: BitPattern[] = [];
  let { value, mask } = a;
  for (let bit = 31; bit >= 0; bit--) {
    const one = (1 << bit) >>> 0;
    if ((b.mask & one) === 0 || (mask & one) !== 0) continue;
    mask = (mask | one) >>> 0;
    const wanted = b.value & one;
    pieces.push({ value: (value | (wanted ^ one)) >>> 0, mask });
    value = (value | wanted) >>> 0;
  }
  return pieces;
}

/** A longer list of patterns is left as it is. */
const maxShortened = 64;

/** The words as one pattern less a few others, where that takes fewer patterns; undefined where it does not. */
export function shortened(bits: Bits): { whole: BitPattern; less: Bits } | undefined {
  const [first] = bits;
  if (!first || bits.length > maxShortened) return undefined;
  const mask = bits.reduce((same, each) => (same & each.mask & ~(each.value ^ first.value)) >>> 0, first.mask);
  const whole = { value: (first.value & mask) >>> 0, mask };
  const less = subtractBits([whole], bits);
  return less.length + 1 < bits.length ? { whole, less } : undefined;
}
