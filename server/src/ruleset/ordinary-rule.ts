/** Recognizes rules as iptables-save writes them, and that nothing is wrong with them, in one look at each character. */

import { plainEnd, type ReadValue, valueClasses } from './ordinary-values';
import { maxWordBytes } from './rule';
import {
  addOption,
  addWord,
  createShapes,
  followClass,
  type RuleShapes,
  type Shape,
  type ShapeOption,
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
const BACKSLASH = 92;

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
  found.chainEnd = plainEnd(text, start + chainStart, limit);
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
  const option = findOption(text, start, inverted);
  if (option?.next === undefined) return -1;
  let next: Shape | ShapeValue | undefined = option.next;
  let at = start + option.word.length;
  while (!next.isShape) {
    const from = at + 1;
    next = readValue(text, from, next);
    if (next === undefined) return -1;
    at = read.end;
    if (option.isTarget) {
      if (found.targetEnd > 0 || !isName(at - from)) return -1;
      found.targetStart = from;
      found.targetEnd = at;
    }
  }
  shape = next;
  return at;
}

function findOption(text: string, start: number, inverted: boolean): ShapeOption | undefined {
  const { options } = shape;
  for (let i = 0; i < options.length; i++) {
    const option = options[i]!;
    if (option.inverted === inverted && isWord(text, start, option.word)) return option;
  }
  const end = plainEnd(text, start, limit);
  return end < 0 ? undefined : addOption(shapes, shape, text.slice(start, end), inverted);
}

/** True when the word that begins at `start` is this one. Its end tells most others apart. */
function isWord(text: string, start: number, word: string): boolean {
  const last = word.length - 1;
  const end = start + last + 1;
  if (end > limit || text.charCodeAt(end - 1) !== word.charCodeAt(last)) return false;
  return (end === limit || text.charCodeAt(end) === SPACE) && text.startsWith(word, start);
}

/** Reads the value that begins at `start`, up to `read.end`; what follows it, or undefined. What begins like an option is left alone. */
function readValue(text: string, start: number, value: ShapeValue): Shape | ShapeValue | undefined {
  if (start >= limit) return undefined;
  const first = text.charCodeAt(start);
  if (first === DASH || first === BANG) return undefined;
  if (value.text === 'any') return readText(text, start, value);
  if (value.read?.(text, start, limit, read)) {
    return value.byClass[read.class] ?? followClass(shapes, value, read.class, text.slice(start, read.end));
  }
  const { words } = value;
  for (let i = 0; i < words.length; i++) {
    const known = words[i]!;
    if (!isWord(text, start, known.word)) continue;
    read.end = start + known.word.length;
    return known.next;
  }
  if (first === QUOTE) return value.text ? readQuoted(text, start, value) : undefined;
  read.end = plainEnd(text, start, limit);
  return read.end > start ? addWord(shapes, value, text.slice(start, read.end)) : undefined;
}

/** A quoted text that is what it looks like. */
function readQuoted(text: string, start: number, value: ShapeValue): Shape | ShapeValue | undefined {
  const second = text.charCodeAt(start + 1);
  read.end = second === DASH || second === BANG ? -1 : quotedEnd(text, start + 1);
  if (read.end < 0) return undefined;
  const word = text.slice(start, read.end);
  return hasEscapes(word) ? undefined : addWord(shapes, value, word, word.slice(1, -1));
}

function readText(text: string, start: number, value: ShapeValue): Shape | ShapeValue | undefined {
  if (text.charCodeAt(start) === QUOTE) {
    const second = text.charCodeAt(start + 1);
    read.end = second === DASH || second === BANG ? -1 : quotedEnd(text, start + 1);
  } else {
    read.end = plainEnd(text, start, limit);
    if (read.end - start > maxWordBytes) return undefined;
  }
  if (read.end <= start) return undefined;
  return value.byClass[valueClasses.indifferent] ?? followClass(shapes, value, valueClasses.indifferent, '');
}

/** In a name of plain characters each is a byte. */
function isName(length: number): boolean {
  return length > 0 && length <= maxNameBytes;
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
