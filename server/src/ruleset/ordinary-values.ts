/** Values of options that are right beyond doubt, recognized while their characters are looked at once. */

import { externalTarget, externalTargets } from '../modules/external';
import { findMatch, findTarget, targetModules } from '../modules/index';
import type { Family, Value } from '../modules/types';
import { valueFault } from '../modules/values/index';
import { namesPorts } from '../modules/values/ports';
import { wordsIn } from '../modules/values/words';
import { namesAll } from './judge/parameters';

/** Behind what and where a value was read; each call overwrites it. */
export interface ReadValue {
  end: number;
  /** Values of one class have the same consequences for the rest of the rule. */
  class: number;
}

/**
 * Reads the value that begins at `start` and ends at a blank or at `limit`; false when it is not right beyond doubt. Fills
 * `read` otherwise.
 */
export type OrdinaryValue = (text: string, start: number, limit: number, read: ReadValue) => boolean;

const SPACE = 32;
const QUOTE = 34;
const DOT = 46;
const SLASH = 47;
const ZERO = 48;
const NINE = 57;
const COLON = 58;
const firstPlain = 33;
const lastPlain = 126;

/** Classes of values that mean nothing for the rest of the rule, that name a port, several addresses, or all addresses. */
const indifferent = 0;
const withPort = 1;
const manyAddresses = 2;
const allAddresses = 3;
const firstOwnClass = 4;

/** The reader of a value of one option; `matters` when other options of its module depend on what it says. */
export function ordinaryValue(value: Value, matters: boolean, family: Family): OrdinaryValue {
  if (value.kind === 'target') return targetReader(family);
  const known = knownValues((text) => classOf(value, text, matters, family));
  switch (value.kind) {
    case 'address':
    case 'address-with-mask':
    case 'address-list':
    case 'nat-address':
      return family === 'ipv4' && !matters
        ? eitherOf(value.kind === 'nat-address' ? readDestination : readNetwork, known)
        : known;
    case 'port':
    case 'port-range':
    case 'port-list':
      return matters ? known : eitherOf(readPort, known);
    default:
      return known;
  }
}

type Classify = (text: string) => number | 'own' | undefined;

/** The class of a value: its own where it matters beyond itself. Undefined for one that is not right beyond doubt. */
function classOf(value: Value, text: string, matters: boolean, family: Family): ReturnType<Classify> {
  if (value.kind === 'match') return findMatch(text, family) ? 'own' : undefined;
  if (valueFault(value, text, family)) return undefined;
  if (matters || value.kind === 'protocol' || value.kind === 'tcp-flags') return 'own';
  if (wordsIn(value, text).some(({ word }) => word.protocols || word.hooks || word.families)) return 'own';
  if (value.kind === 'address-list' && text.includes(',')) return manyAddresses;
  if (value.kind === 'address-list' && namesAll(text, family)) return allAddresses;
  return namesPorts(value, text) ? withPort : indifferent;
}

/** Different values that are remembered for one option. */
const mostRemembered = 4096;

interface Remembered {
  text: string;
  class: number | undefined;
}

/** Remembers what was found out about values by a number made of their characters; texts are cut out for new ones only. */
function knownValues(classify: Classify): OrdinaryValue {
  const remembered = new Map<number, Remembered>();
  let ownClasses = firstOwnClass;
  const find = (text: string): Remembered | undefined => {
    if (remembered.size >= mostRemembered) return undefined;
    const key = hash;
    const found = classify(text);
    const entry = { text, class: found === 'own' ? ownClasses++ : found };
    remembered.set(key, entry);
    return entry;
  };
  return (text, start, limit, read) => {
    const end = hashWord(text, start, limit);
    if (end <= start) return false;
    const entry = remembered.get(hash) ?? find(text.slice(start, end));
    if (entry?.class === undefined || entry.text.length !== end - start || !text.startsWith(entry.text, start))
      return false;
    read.end = end;
    read.class = entry.class;
    return true;
  };
}

/** The number of the word that `hashWord` looked at. */
let hash = 0;

/** Makes a number of the characters of a plain word; the column behind it, or -1 for one with a quote or other characters. */
function hashWord(text: string, start: number, limit: number): number {
  hash = 0;
  let end = start;
  for (; end < limit; end++) {
    const code = text.charCodeAt(end);
    if (code === SPACE) break;
    if (code === QUOTE || code > lastPlain || code < firstPlain) return -1;
    hash = (Math.imul(hash, 31) + code) | 0;
  }
  return end;
}

/** Names of target modules have classes of their own; all others are chains. */
function targetReader(family: Family): OrdinaryValue {
  const targets = new Map<number, Remembered>();
  const names = targetModules.flatMap(({ name, aliases = [] }) => [name, ...aliases]);
  for (const text of [...names.filter((name) => findTarget(name, family)), ...externalTargets]) {
    hashWord(text, 0, text.length);
    targets.set(hash, { text, class: externalTarget(text) ? undefined : firstOwnClass + targets.size });
  }
  return (text, start, limit, read) => {
    const end = hashWord(text, start, limit);
    if (end <= start) return false;
    const target = targets.get(hash);
    const isTarget = target && target.text.length === end - start && text.startsWith(target.text, start);
    const found = isTarget ? target.class : indifferent;
    if (found === undefined) return false;
    read.end = end;
    read.class = found;
    return true;
  };
}

function eitherOf(first: OrdinaryValue, second: OrdinaryValue): OrdinaryValue {
  return (text, start, limit, read) => first(text, start, limit, read) || second(text, start, limit, read);
}

/** What the readers of parts of a value found; the place behind it, or -1. */
let number = 0;

/** Reads decimal digits without leading zeros, up to `max`. */
function readDigits(text: string, start: number, limit: number, max: number): number {
  let i = start;
  number = 0;
  for (; i < limit; i++) {
    const code = text.charCodeAt(i);
    if (code < ZERO || code > NINE) break;
    number = number * 10 + code - ZERO;
    if (number > max) return -1;
  }
  if (i === start || (text.charCodeAt(start) === ZERO && i - start > 1)) return -1;
  return i;
}

let address = 0;

/** Reads `a.b.c.d` with decimal parts. */
function readAddress(text: string, start: number, limit: number): number {
  let i = start;
  let value = 0;
  for (let part = 0; part < 4; part++) {
    if (part > 0 && text.charCodeAt(i++) !== DOT) return -1;
    i = readDigits(text, i, limit, 255);
    if (i < 0) return -1;
    value = (value << 8) | number;
  }
  address = value;
  return i;
}

function isEnd(text: string, at: number, limit: number): boolean {
  return at === limit || text.charCodeAt(at) === SPACE;
}

/** One address, or a network without host bits that is not all addresses. */
function readNetwork(text: string, start: number, limit: number, read: ReadValue): boolean {
  let end = readAddress(text, start, limit);
  if (end < 0) return false;
  if (end < limit && text.charCodeAt(end) === SLASH) {
    const network = address;
    end = readDigits(text, end + 1, limit, 32);
    if (end < 0 || number === 0 || (number < 32 && network << number !== 0)) return false;
  }
  if (!isEnd(text, end, limit)) return false;
  read.end = end;
  read.class = indifferent;
  return true;
}

/** `address` or `address:port`. */
function readDestination(text: string, start: number, limit: number, read: ReadValue): boolean {
  let end = readAddress(text, start, limit);
  if (end < 0) return false;
  const hasPort = end < limit && text.charCodeAt(end) === COLON;
  if (hasPort) {
    end = readDigits(text, end + 1, limit, 0xffff);
    if (end < 0 || number === 0) return false;
  }
  if (!isEnd(text, end, limit)) return false;
  read.end = end;
  read.class = hasPort ? withPort : indifferent;
  return true;
}

function readPort(text: string, start: number, limit: number, read: ReadValue): boolean {
  const end = readDigits(text, start, limit, 0xffff);
  if (end < 0 || !isEnd(text, end, limit)) return false;
  read.end = end;
  read.class = indifferent;
  return true;
}
