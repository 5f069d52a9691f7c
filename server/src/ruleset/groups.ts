/** Items put together by what they have in common. */

/** The items of each key, in the order in which the keys first come; no group is empty. */
export function groupsBy<T, K>(items: Iterable<T>, keyOf: (item: T) => K): [T, ...T[]][] {
  const groups = new Map<K, [T, ...T[]]>();
  for (const item of items) {
    const key = keyOf(item);
    const known = groups.get(key);
    if (known) known.push(item);
    else groups.set(key, [item]);
  }
  return [...groups.values()];
}
