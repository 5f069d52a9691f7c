// Numbers that look random and are the same in every run.

export type Random = () => number;

/** A generator of numbers from 0 up to but not including 1 (mulberry32); the same seed gives the same numbers. */
export function randomFrom(seed: number): Random {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Whole numbers from 0 up to but not including the limit of each call; the same seed gives the same numbers. */
export function wholeNumbers(seed: number): (limit: number) => number {
  const random = randomFrom(seed);
  return (limit) => below(random, limit);
}

/** A whole number from 0 up to but not including `limit`. */
export function below(random: Random, limit: number): number {
  return Math.floor(random() * limit);
}

/** One of the items, of which there has to be one. */
export function pick<T>(random: Random, items: readonly T[]): T {
  return items[below(random, items.length)]!;
}
