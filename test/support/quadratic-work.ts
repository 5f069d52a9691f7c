// Work that grows with the square of its size: what the counter of work has to notice.

/** A loop in a loop. */
export function quadraticLoop(n: number): number {
  let sum = 0;
  for (let i = 0; i < n; i++) {
    for (let k = 0; k < n; k++) sum += k;
  }
  return sum;
}

/** A search through all items for each of them. */
export function quadraticSearch(n: number): number {
  const items = Array.from({ length: n }, (_, i) => i);
  return items.filter((item) => items.includes(-item - 1)).length;
}
