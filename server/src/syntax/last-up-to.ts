/** Finding a place in what is in order. */

/** The last index below a count up to which something holds; -1 when it holds for none. */
export function lastUpTo(count: number, holds: (index: number) => boolean): number {
  let [low, high] = [-1, count - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (holds(middle)) low = middle;
    else high = middle - 1;
  }
  return low;
}
