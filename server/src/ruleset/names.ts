/** Chain and target names as small numbers, so that a whole dump can be gone through again at every keystroke. */

import { findTarget } from '../modules/index';
import { byteLength } from '../syntax/bytes';
import { type Family, maxNameBytes } from './tables';

/** Numbers names in the order in which they are first seen; a number stays valid for the life of the document. */
export interface Names {
  ids: Map<string, number>;
  texts: string[];
  /** Families in which the name is that of a verdict or target module, found out when it is first seen. */
  targetIn: (readonly Family[])[];
  /** Names that exceed the limit. */
  tooLong: Set<number>;
}

export function createNames(): Names {
  return { ids: new Map(), texts: [], targetIn: [], tooLong: new Set() };
}

/** The number of a name, a new one when it was not seen before. */
export function nameId(names: Names, text: string): number {
  const known = names.ids.get(text);
  if (known !== undefined) return known;
  const id = names.texts.length;
  names.ids.set(text, id);
  names.texts.push(text);
  names.targetIn.push(familiesOfTarget(text));
  if (byteLength(text) > maxNameBytes) names.tooLong.add(id);
  return id;
}

/** True for the name of a verdict or target module of the family. */
export function isTargetModule(names: Names, id: number, family: Family): boolean {
  return names.targetIn[id]!.includes(family);
}

const nowhere: readonly Family[] = [];
const families: readonly Family[] = ['ipv4', 'ipv6'];

function familiesOfTarget(name: string): readonly Family[] {
  const known = families.filter((family) => findTarget(name, family));
  return known.length > 0 ? known : nowhere;
}
