/** Recognizes rules as iptables-save writes them, and that nothing is wrong with them, in one look at each character. */

import type { ReadValue } from './ordinary-values';
import { maxWordBytes } from './rule';
import {
  addOption,
  addValue,
  createShapes,
  isShape,
  type RuleShapes,
  type Shape,
  type ShapeValue,
} from './rule-shapes';
import { maxNameBytes } from './tables';

/** Where the names of an ordinary rule stand; targetEnd is 0 when it has no target. */
export interface OrdinaryRule {
  readonly chainEnd: number;
  readonly targetStart: number;
  readonly targetEnd: number;
  /** What rules of its build have in common: judging one of them tells whether all are sound. */
  readonly shape: Shape;
}

/** The column of the chain in `-A CHAIN …`. */
export const chainStart = 3;

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

/** What is being read; the line ends at `limit` in its text. */
let shapes: RuleShapes;
let shape: Shape;
let limit = 0;
let mayEscape = true;
const read: ReadValue = { end: 0, class: 0 };
const found: { -readonly [Key in keyof OrdinaryRule]: OrdinaryRule[Key] } = {
  chainEnd: 0,
  targetStart: 0,
  targetEnd: 0,
  shape: createShapes('ipv4').first,
};

/** Whether a text has characters that end a quoted word, or keep it from ending, where the next quote does not tell. */
export function hasEscapes(text: string): boolean {
  return text.includes('\\') || text.includes('\0');
}

/**
 * Reads a rule `-A CHAIN …` made of known options with values that are right, single blanks between the words. Undefined for
 * everything else: not wrong, only not ordinary. The line is the part of `text` from `start` to `end`, and so are the places in
 * the result, which the next call overwrites: characters of a long text are read faster than those of a part cut out of it. `escapes` may be false when the text
 * is known to have none. Whether the options go together its shape has to tell.
 */
export function readOrdinaryRule(
  known: RuleShapes,
  text: string,
  start = 0,
  end = text.length,
  escapes = true,
): OrdinaryRule | undefined {
  if (!text.startsWith('-A ', start)) return undefined;
  shapes = known;
  shape = known.first;
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
  found.shape = shape;
  return found;
}

/** Reads one option with its values from column `i`; the column behind it, or -1. */
function readOption(text: string, i: number): number {
  const inverted = text.charCodeAt(i) === BANG && text.charCodeAt(i + 1) === SPACE;
  const start = inverted ? i + 2 : i;
  if (text.charCodeAt(start) !== DASH) return -1;
  let hash = inverted ? 1 : 0;
  let end = start;
  for (; end < limit; end++) {
    const code = text.charCodeAt(end);
    if (code === SPACE) break;
    if (code === QUOTE || code === EQUALS || code > lastPlain || code < firstPlain) return -1;
    hash = (Math.imul(hash, 31) + code) | 0;
  }
  let option = shape.options.get(hash);
  if (option === undefined) option = addOption(shapes, shape, hash, text.slice(start, end), inverted);
  if (!option || option.word.length !== end - start || !text.startsWith(option.word, start)) return -1;
  let next = option.next;
  let at = end;
  while (!isShape(next)) {
    const from = at + 1;
    at = readValue(text, from, next);
    if (at < 0) return -1;
    const follows: Shape | ShapeValue | undefined =
      next.next[read.class] ?? addValue(shapes, next, read.class, text.slice(from, at));
    if (!follows) return -1;
    if (option.isTarget) {
      if (found.targetEnd > 0 || !isName(at - from)) return -1;
      found.targetStart = from;
      found.targetEnd = at;
    }
    next = follows;
  }
  shape = next;
  return at;
}

/** Reads the value that begins at `start`; the column behind it, or -1. What begins like an option is left alone. */
function readValue(text: string, start: number, value: ShapeValue): number {
  if (start >= limit) return -1;
  const first = text.charCodeAt(start);
  if (first === DASH || first === BANG) return -1;
  if (!value.isText) return value.read(text, start, limit, read) ? read.end : -1;
  read.class = 0;
  const behind = text.charCodeAt(start + 1);
  if (first === QUOTE) return behind === DASH || behind === BANG ? -1 : quotedEnd(text, start + 1);
  const end = plainEnd(text, start);
  return end > start ? end : -1;
}

/** In a name of plain characters each is a byte. */
function isName(length: number): boolean {
  return length > 0 && length <= maxNameBytes;
}

/** The end of a word of plain characters that begins at `start`; -1 when it has others. */
function plainEnd(text: string, start: number): number {
  let i = start;
  for (; i < limit; i++) {
    const code = text.charCodeAt(i);
    if (code === SPACE) break;
    if (code === QUOTE || code > lastPlain || code < firstPlain) return -1;
  }
  return i - start > maxWordBytes ? -1 : i;
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
