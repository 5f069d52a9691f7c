/** Chain and target names as small numbers, so that a whole dump can be gone through again at every keystroke. */

import { targetModules } from '../modules/index';
import { byteLength } from '../syntax/bytes';
import { type Family, hookNames, maxNameBytes } from './tables';

/** Numbers names in the order in which they are first seen; a number stays valid for the life of the document. */
export interface Names {
  ids: Map<string, number>;
  texts: string[];
  /** Families in which the name is that of a verdict or target module: a bit each. */
  targetBits: number[];
  /** The numbers of those names. */
  targets: number[];
  /** Names that exceed the limit. */
  tooLong: Set<number>;
  /** Numbers of names that were met lately, by a few of their letters. */
  recent: Int32Array;
  /** The number of the name that was looked up last. */
  near: number;
}

/** The first numbers are those of the built-in chains, in the order of `hookNames`. */
export function createNames(): Names {
  const names: Names = {
    ids: new Map(),
    texts: [],
    targetBits: [],
    targets: [],
    tooLong: new Set(),
    recent: new Int32Array(recentSize).fill(-1),
    near: 0,
  };
  for (const hook of hookNames) nameId(names, hook);
  return names;
}

/** The number of a name, a new one when it was not seen before. */
export function nameId(names: Names, text: string): number {
  const known = names.ids.get(text);
  if (known !== undefined) return known;
  const id = names.texts.length;
  names.ids.set(text, id);
  names.texts.push(text);
  const bits = bitsOfTargets.get(text) ?? 0;
  names.targetBits.push(bits);
  if (bits !== 0) names.targets.push(id);
  if (text.length > maxNameBytes || (!isAscii.test(text) && byteLength(text) > maxNameBytes)) names.tooLong.add(id);
  return id;
}

const recentSize = 1 << 12;

/**
 * The number of the name that stands between two columns. Rules of a dump repeat the names of their neighbours, and follow each
 * other as their chains were declared: such names are recognized without making a string of them.
 */
export function nameIdAt(names: Names, text: string, start: number, end: number): number {
  const { near, texts } = names;
  if (isName(texts[near]!, text, start, end)) return near;
  const next = texts[near + 1];
  if (next !== undefined && isName(next, text, start, end)) {
    names.near++;
    return near + 1;
  }
  const letters = text.charCodeAt(end - 1) + (text.charCodeAt(end - 2) << 4) + (text.charCodeAt(end - 3) << 8);
  const slot = (letters ^ (end - start)) & (recentSize - 1);
  const recent = names.recent[slot]!;
  if (recent >= 0) {
    if (isName(texts[recent]!, text, start, end)) return recent;
  }
  const id = nameId(names, text.slice(start, end));
  names.recent[slot] = id;
  names.near = id;
  return id;
}

function isName(name: string, text: string, start: number, end: number): boolean {
  return name.length === end - start && text.startsWith(name, start);
}

/** True for the name of a verdict or target module of the family. */
export function isTargetModule(names: Names, id: number, family: Family): boolean {
  return (names.targetBits[id]! & familyBits[family]) !== 0;
}

/** The bit of each family in `Names.targetBits`. */
export const familyBits: Record<Family, number> = { ipv4: 1, ipv6: 2 };

const isAscii = /^[\x20-\x7e]*$/;

/** The bits of every target's name. */
const bitsOfTargets = new Map<string, number>();
for (const { name, aliases = [], families } of targetModules) {
  for (const each of [name, ...aliases]) {
    const bits = families.reduce((sum, family) => sum | familyBits[family], bitsOfTargets.get(each) ?? 0);
    bitsOfTargets.set(each, bits);
  }
}
