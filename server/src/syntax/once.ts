/** What is found out about an object once, when somebody first asks. */

/**
 * The same function, which finds only once. To be called rather than looked at: an object literal with a getter gets a hidden class
 * of its own in V8, which lives in the old generation and keeps what the getter sees until a full collection.
 */
export function once<Found>(find: () => Found): () => Found {
  let known: Remembered<Found> | undefined;
  return () => {
    known ??= { found: find() };
    return known.found;
  };
}

/** The same function, which remembers what it found for each key as long as the function is in use. */
export function onceFor<Key, Found>(find: (key: Key) => Found): (key: Key) => Found {
  return remembering(find, new Map<Key, Remembered<Found>>());
}

/** The same function, which remembers what it found for so many keys, and then begins anew. */
export function onceForSome<Key, Found>(find: (key: Key) => Found, most: number): (key: Key) => Found {
  const known = new Map<Key, Remembered<Found>>();
  return remembering((key) => {
    if (known.size >= most) known.clear();
    return find(key);
  }, known);
}

/** The same function, which remembers what it found for each key as long as the key is in use. */
export function oncePer<Key extends object, Found>(find: (key: Key) => Found): (key: Key) => Found {
  return remembering(find, new WeakMap<Key, Remembered<Found>>());
}

/** In an object of its own: what was found may be undefined. */
interface Remembered<Found> {
  found: Found;
}

function remembering<Key, Found>(
  find: (key: Key) => Found,
  known: { get(key: Key): Remembered<Found> | undefined; set(key: Key, found: Remembered<Found>): unknown },
): (key: Key) => Found {
  return (key) => {
    const before = known.get(key);
    if (before) return before.found;
    const found = find(key);
    known.set(key, { found });
    return found;
  };
}
