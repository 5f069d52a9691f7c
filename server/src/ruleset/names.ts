/** Chain and target names as small numbers, so that a whole dump can be gone through again at every keystroke. */

/** Numbers names in the order in which they are first seen; a number stays valid for the life of the document. */
export interface Names {
  ids: Map<string, number>;
  texts: string[];
}

export function createNames(): Names {
  return { ids: new Map(), texts: [] };
}

/** The number of a name, a new one when it was not seen before. */
export function nameId(names: Names, text: string): number {
  const known = names.ids.get(text);
  if (known !== undefined) return known;
  const id = names.texts.length;
  names.ids.set(text, id);
  names.texts.push(text);
  return id;
}
