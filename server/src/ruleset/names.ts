/** Chain and target names as small numbers, so that a whole dump can be gone through again at every keystroke. */

import { targetModules } from '../modules/index';
import { byteLength } from '../syntax/bytes';
import { type Family, hookNames, maxNameBytes } from './tables';

/** Numbers names in the order in which they are first seen; a number stays valid for the life of the document. */
export interface Names {
  /** The number of a name that was seen. */
  ids: { get(name: string): number | undefined };
  texts: string[];
  /** Families in which the name is that of a verdict or target module: a bit each. */
  targetBits: number[];
  /** The numbers of those names. */
  targets: number[];
  /** Names that exceed the limit. */
  tooLong: Set<number>;
  /** The number of the name near which the next one is likely to be. */
  near: number;
  /** Open hash table of the numbers, from 1, so that a part of a text is found without being cut out of it; 0 is free. */
  slots: Int32Array;
  /** The hash of each name. */
  hashes: number[];
  /** Any odd number: nobody can write a dump whose names hash alike without knowing it. */
  multiplier: number;
}

/** The first numbers are those of the built-in chains, in the order of `hookNames`. */
export function createNames(): Names {
  const names: Names = {
    ids: { get: (name) => findName(names, name) },
    texts: [],
    targetBits: [],
    targets: [],
    tooLong: new Set(),
    near: 0,
    slots: new Int32Array(64),
    hashes: [],
    multiplier: Math.floor(Math.random() * 0x3fffffff) * 2 + 1,
  };
  for (const hook of hookNames) nameId(names, hook);
  return names;
}

/** The number of a name, a new one when it was not seen before. */
export function nameId(names: Names, text: string): number {
  return findOrAdd(names, text, 0, text.length);
}

/**
 * The number of the name that stands between two columns. Rules of a dump repeat the names of their neighbours, and follow each
 * other as their chains were declared: such names are recognized at once.
 */
export function nameIdAt(names: Names, text: string, start: number, end: number): number {
  const { near, texts } = names;
  if (isName(texts[near]!, text, start, end)) return near;
  const next = texts[near + 1];
  const id = next !== undefined && isName(next, text, start, end) ? near + 1 : findOrAdd(names, text, start, end);
  if (id > near - neighbours) names.near = id;
  return id;
}

/** Names declared so many lines above are no neighbours: those that all rules use stand at the top. */
const neighbours = 16;

function isName(name: string, text: string, start: number, end: number): boolean {
  return name.length === end - start && text.startsWith(name, start);
}

function findName(names: Names, text: string): number | undefined {
  const found = names.slots[slotOf(names, text, 0, text.length, hashOf(names, text, 0, text.length))]!;
  return found === 0 ? undefined : found - 1;
}

function findOrAdd(names: Names, text: string, start: number, end: number): number {
  const hash = hashOf(names, text, start, end);
  const slot = slotOf(names, text, start, end, hash);
  const found = names.slots[slot]!;
  return found === 0 ? addName(names, text.slice(start, end), hash, slot) : found - 1;
}

function hashOf({ multiplier }: Names, text: string, start: number, end: number): number {
  let hash = end - start;
  for (let i = start; i < end; i++) hash = (Math.imul(hash, multiplier) + text.charCodeAt(i)) | 0;
  return hash ^ (hash >>> 15);
}

/** Where the name is in the table, or belongs. */
function slotOf({ slots, hashes, texts }: Names, text: string, start: number, end: number, hash: number): number {
  const mask = slots.length - 1;
  let slot = hash & mask;
  for (let found = slots[slot]!; found !== 0; found = slots[slot]!) {
    if (hashes[found - 1] === hash && isName(texts[found - 1]!, text, start, end)) return slot;
    slot = (slot + 1) & mask;
  }
  return slot;
}

function addName(names: Names, text: string, hash: number, slot: number): number {
  const { texts, targetBits, targets, tooLong, hashes } = names;
  const id = texts.length;
  const bits = text.length > longestTarget ? 0 : (bitsOfTargets.get(text) ?? 0);
  texts.push(text);
  targetBits.push(bits);
  hashes.push(hash);
  names.slots[slot] = id + 1;
  if (bits !== 0) targets.push(id);
  if (text.length * 3 > maxNameBytes && byteLength(text) > maxNameBytes) tooLong.add(id);
  if (texts.length * 2 > names.slots.length) names.slots = largerTable(hashes, names.slots.length * 4);
  return id;
}

function largerTable(hashes: readonly number[], size: number): Int32Array {
  const slots = new Int32Array(size);
  for (let id = 0; id < hashes.length; id++) {
    let slot = hashes[id]! & (size - 1);
    while (slots[slot] !== 0) slot = (slot + 1) & (size - 1);
    slots[slot] = id + 1;
  }
  return slots;
}

/** True for the name of a verdict or target module of the family. */
export function isTargetModule(names: Names, id: number, family: Family): boolean {
  return (names.targetBits[id]! & familyBits[family]) !== 0;
}

/** The bit of each family in `Names.targetBits`. */
export const familyBits: Record<Family, number> = { ipv4: 1, ipv6: 2 };

/** The bits of every target's name. */
const bitsOfTargets = new Map<string, number>();
for (const { name, aliases = [], families } of targetModules) {
  for (const each of [name, ...aliases]) {
    const bits = families.reduce((sum, family) => sum | familyBits[family], bitsOfTargets.get(each) ?? 0);
    bitsOfTargets.set(each, bits);
  }
}
const longestTarget = Math.max(...[...bitsOfTargets.keys()].map((name) => name.length));
