/** Values of options that are right beyond doubt, recognized while their characters are looked at once. */

import { externalTarget } from '../modules/external';
import { findMatch, findTarget } from '../modules/index';
import type { Family, Value } from '../modules/types';
import { valueFault } from '../modules/values/index';
import { namesPorts } from '../modules/values/ports';
import { wordsIn } from '../modules/values/words';
import { isEveryPort } from './judge/native';
import { namesAll } from './judge/parameters';
import { maxWordBytes } from './rule';

/**
 * Values of one class mean the same for the rest of the rule: nothing, that there is a port, several addresses or all of them.
 * Others are a class of their own.
 */
export const valueClasses = { indifferent: 0, withPort: 1, manyAddresses: 2, allAddresses: 3, own: 4 } as const;
export type ValueClass = (typeof valueClasses)[keyof typeof valueClasses];

/** Where a value ends and of which class it is; each reading overwrites it. */
export interface ReadValue {
  end: number;
  class: ValueClass;
}

/**
 * Reads the value that begins at `start` and ends at a blank or at `limit`; false when it is not right beyond doubt. Fills `read`
 * otherwise. `escapes` is false when the text is known to have no characters that end a quoted word, or keep it from ending,
 * where the next quote does not tell.
 */
export type ValueReader = (text: string, start: number, limit: number, read: ReadValue, escapes: boolean) => boolean;

const SPACE = 32;
const BANG = 33;
const QUOTE = 34;
const DASH = 45;
const DOT = 46;
const SLASH = 47;
const BACKSLASH = 92;
const ZERO = 48;
const NINE = 57;
const COLON = 58;
const firstPlain = 33;
const lastPlain = 126;

/** The reader of values that mean nothing for other options of their module. */
export function valueReader(value: Value, family: Family): ValueReader {
  const known = remembered((text) => classOf(value, text, family));
  if (value.kind === 'text') return isAnyText(value) ? readText : textReader(known);
  const common = commonForm(value, family);
  const word = wordReader(known);
  return common
    ? (text, start, limit, read, escapes) =>
        common(text, start, limit, read, escapes) || word(text, start, limit, read, escapes)
    : word;
}

/** The quick reader of values that stand in thousands of rules, each another; undefined for kinds of which a dump has few. */
function commonForm(value: Value, family: Family): ValueReader | undefined {
  switch (value.kind) {
    case 'target':
      return readChain;
    case 'address':
    case 'address-with-mask':
    case 'address-list':
      return family === 'ipv4' ? readNetwork : undefined;
    case 'nat-address':
      return family === 'ipv4' ? readDestination : undefined;
    case 'port':
    case 'port-range':
    case 'port-list':
      return readPort;
    default:
      return undefined;
  }
}

function isAnyText(value: Extract<Value, { kind: 'text' }>): boolean {
  return value.tooLong === 'cut' && !value.min && !value.fileName && !value.oneLine;
}

/** Different values that are remembered for one option. */
const mostRemembered = 4096;

type Classify = (text: string) => ValueClass | undefined;

function remembered(classify: Classify): Classify {
  const known = new Map<string, ValueClass | undefined>();
  return (text) => {
    if (known.has(text)) return known.get(text);
    const found = classify(text);
    if (known.size < mostRemembered) known.set(text, found);
    return found;
  };
}

/** A plain word. */
function wordReader(classify: Classify): ValueReader {
  return (text, start, limit, read) => {
    const end = plainEnd(text, start, limit);
    const found = end > start ? classify(text.slice(start, end)) : undefined;
    return found !== undefined && accept(read, end, found);
  };
}

/** A plain word, or a quoted text that is what it looks like. */
function textReader(classify: Classify): ValueReader {
  const word = wordReader(classify);
  return (text, start, limit, read, escapes) => {
    if (text.charCodeAt(start) !== QUOTE) return word(text, start, limit, read, escapes);
    if (!readText(text, start, limit, read, escapes)) return false;
    const inside = text.slice(start + 1, read.end - 1);
    const found = hasEscapes(inside) ? undefined : classify(inside);
    return found !== undefined && accept(read, read.end, found);
  };
}

/** Any text, quoted or not. */
function readText(text: string, start: number, limit: number, read: ReadValue, escapes: boolean): boolean {
  const quoted = text.charCodeAt(start) === QUOTE;
  const second = text.charCodeAt(start + 1);
  if (quoted && (second === DASH || second === BANG)) return false;
  const end = quoted ? quotedEnd(text, start + 1, limit, escapes) : plainEnd(text, start, limit);
  return end > start && accept(read, end, valueClasses.indifferent);
}

/** Whether a text has characters that end a quoted word, or keep it from ending, where the next quote does not tell. */
export function hasEscapes(text: string): boolean {
  return text.includes('\\') || text.includes('\0');
}

/** So many characters take up no more bytes than a word may have, whatever they are. */
const longestQuoted = maxWordBytes / 4;

/** The column behind the closing quote, if a blank or the end follows it; -1 otherwise. */
function quotedEnd(text: string, start: number, limit: number, escapes: boolean): number {
  if (!escapes) {
    const quote = text.indexOf('"', start);
    const closes = quote >= 0 && quote < limit && quote - start <= longestQuoted;
    return closes && isEnd(text, quote + 1, limit) ? quote + 1 : -1;
  }
  for (let i = start; i < limit; i++) {
    const code = text.charCodeAt(i);
    if (code === BACKSLASH && text.charCodeAt(i + 1) !== 0) i++;
    else if (code === QUOTE) return isEnd(text, i + 1, limit) ? i + 1 : -1;
    else if (code === 0 || i - start > longestQuoted) return -1;
  }
  return -1;
}

/** The class of a value on which no other option of its module depends. Undefined for one that is not right beyond doubt. */
export function classOf(value: Value, text: string, family: Family): ValueClass | undefined {
  const { indifferent, withPort, manyAddresses, allAddresses, own } = valueClasses;
  if (value.kind === 'match') return findMatch(text, family) ? own : undefined;
  if (value.kind === 'target') return externalTarget(text) ? undefined : findTarget(text, family) ? own : indifferent;
  if (valueFault(value, text, family)) return undefined;
  if (value.kind === 'protocol' || value.kind === 'tcp-flags') return own;
  if (wordsIn(value, text).some(({ word }) => word.protocols || word.hooks || word.families)) return own;
  if (value.kind === 'address-list' && text.includes(',')) return manyAddresses;
  if (value.kind === 'address-list' && namesAll(text, family)) return allAddresses;
  if (value.kind === 'port-range' && isEveryPort(text)) return own;
  return namesPorts(value, text) ? withPort : indifferent;
}

/** The end of a word of plain characters that begins at `start`; -1 when it has others, or a quote. */
export function plainEnd(text: string, start: number, limit: number): number {
  let i = start;
  for (; i < limit; i++) {
    const code = text.charCodeAt(i);
    if (code === SPACE) break;
    if (code === QUOTE || code > lastPlain || code < firstPlain) return -1;
  }
  return i - start > maxWordBytes ? -1 : i;
}

/** A word that belongs to no option, of letters that nothing but a keyboard makes: no `&quot;`. */
export function readBareWord(text: string, start: number, limit: number, read: ReadValue): boolean {
  const end = plainEnd(text, start, limit);
  return end > start && !text.slice(start, end).includes('&') && accept(read, end, valueClasses.indifferent);
}

/** The name of a chain that cannot be that of a target: those have no dash in them. */
function readChain(text: string, start: number, limit: number, read: ReadValue): boolean {
  const end = plainEnd(text, start, limit);
  let dash = start;
  while (dash < end && text.charCodeAt(dash) !== DASH) dash++;
  if (dash >= end) return false;
  return accept(read, end, valueClasses.indifferent);
}

function accept(read: ReadValue, end: number, found: ValueClass): true {
  read.end = end;
  read.class = found;
  return true;
}

/** What the last digits or address said. */
let number = 0;
let address = 0;

/** Reads decimal digits without leading zeros, up to `max`; the place behind them, or -1. */
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

/** Reads `a.b.c.d` with decimal parts; the place behind it, or -1. */
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
  return isEnd(text, end, limit) && accept(read, end, valueClasses.indifferent);
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
  return isEnd(text, end, limit) && accept(read, end, hasPort ? valueClasses.withPort : valueClasses.indifferent);
}

function readPort(text: string, start: number, limit: number, read: ReadValue): boolean {
  const end = readDigits(text, start, limit, 0xffff);
  return end >= 0 && isEnd(text, end, limit) && accept(read, end, valueClasses.indifferent);
}
