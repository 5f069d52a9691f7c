/** Recognizes rules as iptables-save writes them in one look at each character, without taking them apart. */

import { commands, parameters } from '../modules/core';
import { matchModules, targetModules } from '../modules/index';
import type { Option } from '../modules/types';
import { maxWordBytes } from './rule';
import { maxNameBytes } from './tables';

/** Where the names of an ordinary rule stand; targetEnd is 0 when it has no target. */
export interface OrdinaryRule {
  chainEnd: number;
  targetStart: number;
  targetEnd: number;
  goto: boolean;
}

/** The column of the chain in `-A CHAIN …`. */
export const chainStart = 3;

type Effect = 'none' | 'jump' | 'goto';

/** An option that means the same wherever its name is known: a number of values, and what it does to the rule. */
interface KnownOption {
  name: string;
  values: number;
  effect: Effect;
  invertible: boolean;
}

const SPACE = 32;
const BANG = 33;
const QUOTE = 34;
const DASH = 45;
const EQUALS = 61;
const BACKSLASH = 92;
const firstPlain = 33;
const lastPlain = 126;

/** Options that a line may have and stay ordinary: with `!` and two values each they keep to the words that iptables takes. */
const maxOptions = 60;

const ordinaryParameters = new Set([
  'protocol',
  'source',
  'destination',
  'in-interface',
  'out-interface',
  'fragments',
  'match',
  'jump',
  'goto',
]);

const knownOptions = collectOptions();

const found: OrdinaryRule = { chainEnd: 0, targetStart: 0, targetEnd: 0, goto: false };
/** Where the line that is being read ends in its text. */
let limit = 0;
let mayEscape = true;

/** Whether a text has characters that end a quoted word, or keep it from ending, where the next quote does not tell. */
export function hasEscapes(text: string): boolean {
  return text.includes('\\') || text.includes('\0');
}

/**
 * The names of a rule `-A CHAIN …` made of known options with their values, single blanks between the words. Undefined for
 * everything else: not wrong, only not ordinary. The line is the part of `text` from `start` to `end`, and so are the places
 * in the result, which the next call overwrites: characters of a long text are read faster than those of a part cut out of it.
 * `escapes` may be false when the text is known to have none.
 */
export function readOrdinaryRule(
  text: string,
  start = 0,
  end = text.length,
  escapes = true,
): Readonly<OrdinaryRule> | undefined {
  if (!text.startsWith('-A ', start)) return undefined;
  limit = end;
  mayEscape = escapes;
  found.chainEnd = plainEnd(text, start + chainStart);
  if (!isName(found.chainEnd - start - chainStart)) return undefined;
  found.targetEnd = 0;
  let options = 0;
  for (let i = found.chainEnd; i < end; options++) {
    i = readOption(text, i + 1);
    if (i < 0 || options > maxOptions) return undefined;
  }
  return found;
}

/** Reads one option with its values from column `i`; the column behind it, or -1. */
function readOption(text: string, i: number): number {
  const inverted = text.charCodeAt(i) === BANG && text.charCodeAt(i + 1) === SPACE;
  const start = inverted ? i + 2 : i;
  if (text.charCodeAt(start) !== DASH) return -1;
  let hash = 0;
  let end = start;
  for (; end < limit; end++) {
    const code = text.charCodeAt(end);
    if (code === SPACE) break;
    if (code === QUOTE || code === EQUALS || code > lastPlain || code < firstPlain) return -1;
    hash = (Math.imul(hash, 31) + code) | 0;
  }
  const option = knownOptions.get(hash);
  if (!option || option.name.length !== end - start || !text.startsWith(option.name, start)) return -1;
  if (inverted && !option.invertible) return -1;
  return option.effect === 'none' ? readValues(text, end, option.values) : readTarget(text, end, option.effect);
}

function readValues(text: string, from: number, count: number): number {
  let i = from;
  for (let n = 0; n < count && i > 0; n++) {
    const quoted = text.charCodeAt(i + 1) === QUOTE;
    const start = quoted ? i + 2 : i + 1;
    if (mayBeOption(text.charCodeAt(start))) return -1;
    i = quoted ? quotedEnd(text, start) : valueEnd(text, start);
  }
  return i;
}

/** What such a word is depends on whether the module of the option before it is loaded. */
function mayBeOption(first: number): boolean {
  return first === DASH || first === BANG;
}

function readTarget(text: string, from: number, effect: Effect): number {
  if (found.targetEnd > 0 || from >= limit) return -1;
  const end = plainEnd(text, from + 1);
  if (!isName(end - from - 1)) return -1;
  found.targetStart = from + 1;
  found.targetEnd = end;
  found.goto = effect === 'goto';
  return end;
}

/** In a name of plain characters each is a byte. */
function isName(length: number): boolean {
  return length > 0 && length <= maxNameBytes;
}

/** The end of a word of plain characters that begins at `start`; -1 when it has others, or is empty. */
function plainEnd(text: string, start: number): number {
  let i = start;
  for (; i < limit; i++) {
    const code = text.charCodeAt(i);
    if (code === SPACE) break;
    if (code === QUOTE || code > lastPlain || code < firstPlain) return -1;
  }
  return i;
}

/** The end of an unquoted value; -1 when it is empty or has a quote in it. */
function valueEnd(text: string, start: number): number {
  const end = plainEnd(text, start);
  return end > start ? end : -1;
}

/** So many characters take up no more bytes than a word may have, whatever they are. */
const longestQuoted = maxWordBytes / 4;

/** The column behind the closing quote, if a blank or the end follows it; -1 otherwise. */
function quotedEnd(text: string, start: number): number {
  if (!mayEscape) {
    const quote = text.indexOf('"', start);
    const closes = quote >= 0 && quote < limit && quote - start <= longestQuoted;
    return closes ? wordEnd(text, quote + 1) : -1;
  }
  for (let i = start; i < limit; i++) {
    const code = text.charCodeAt(i);
    if (code === BACKSLASH && text.charCodeAt(i + 1) !== 0) i++;
    else if (code === QUOTE) return wordEnd(text, i + 1);
    else if (code === 0 || i - start > longestQuoted) return -1;
  }
  return -1;
}

/** A closing quote ends the word at once: what follows has to be a blank or the end. */
function wordEnd(text: string, end: number): number {
  return end === limit || text.charCodeAt(end) === SPACE ? end : -1;
}

/**
 * All options whose name has one meaning, whatever modules the line loads. Left out are names with which modules take
 * different numbers of values, and names that abbreviate such others while their own module is not loaded.
 */
function collectOptions(): Map<number, KnownOption> {
  const byName = new Map<string, KnownOption | undefined>();
  const add = (name: string, option: KnownOption | undefined) => {
    const before = byName.get(name);
    byName.set(name, byName.has(name) && before?.values !== option?.values ? undefined : option);
  };
  for (const option of [...commands, ...parameters])
    for (const name of namesOf(option)) add(name, ofCore(name, option));
  for (const module of [...matchModules, ...targetModules]) {
    for (const option of module.options) for (const name of namesOf(option)) add(name, ofModule(name, option));
  }
  const known = new Map<number, KnownOption>();
  const all = [...byName];
  for (const option of byName.values()) {
    if (!option || all.some(([name, other]) => abbreviates(option, name, other))) continue;
    const hash = hashOf(option.name);
    if (known.has(hash)) throw new Error(`two options with the hash of ${option.name}`);
    known.set(hash, option);
  }
  return known;
}

function abbreviates(option: KnownOption, name: string, other: KnownOption | undefined): boolean {
  return (
    option.name.startsWith('--') &&
    name !== option.name &&
    name.startsWith(option.name) &&
    other?.values !== option.values
  );
}

function namesOf(option: Option): string[] {
  const long = [option.name, ...(option.aliases ?? [])].map((name) => `--${name}`);
  return option.short ? [`-${option.short}`, ...long] : long;
}

function ofCore(name: string, option: Option): KnownOption | undefined {
  if (!ordinaryParameters.has(option.name)) return undefined;
  const effect = option.name === 'jump' || option.name === 'goto' ? option.name : 'none';
  return { name, values: option.values?.length ?? 0, effect, invertible: option.inversion !== undefined };
}

/** Whether a module's option may be inverted is not for the reader of rules to say. */
function ofModule(name: string, option: Option): KnownOption | undefined {
  if (option.optionalValues) return undefined;
  return { name, values: option.values?.length ?? 0, effect: 'none', invertible: true };
}

function hashOf(name: string): number {
  let hash = 0;
  for (let i = 0; i < name.length; i++) hash = (Math.imul(hash, 31) + name.charCodeAt(i)) | 0;
  return hash;
}
