/** What is found out about an object once, when somebody first asks. */

/**
 * The same function, which finds only once. To be called rather than looked at: an object literal with a getter gets a hidden class
 * of its own in V8, which lives in the old generation and keeps what the getter sees until a full collection.
 */
export function once<Found>(find: () => Found): () => Found {
  let found: { is: Found } | undefined;
  return () => {
    found ??= { is: find() };
    return found.is;
  };
}

/** The same function, which remembers what it found for each key as long as the key is in use. */
export function oncePer<Key extends object, Found>(find: (key: Key) => Found): (key: Key) => Found {
  const known = new WeakMap<Key, { found: Found }>();
  return (key) => {
    const before = known.get(key);
    if (before) return before.found;
    const found = find(key);
    known.set(key, { found });
    return found;
  };
}
