/** Takes the text of simple commands apart: words, redirections, and what stands between commands. Nothing is expanded here. */

import type { Span } from '../syntax/span';
import {
  nameEnd,
  skipAnsiQuotes,
  skipBackquotes,
  skipBrackets,
  skipDollar,
  skipDoubleQuotes,
  skipEscape,
  skipSingleQuotes,
} from './skip';
import type { Word } from './word';

/** `2>&1`, `< file`, `<<EOF`, `<<< word`: the operator without its number, and its word. */
export interface Redirect extends Span {
  operator: string;
  /** The number before the operator; undefined for the operator's own. */
  descriptor: number | undefined;
  word: Span;
  /** Where the operator itself stands: the key of a here-document. */
  at: number;
}

/** A word before anything is expanded. */
export interface RawWord extends Span {
  /** What it becomes, once that is known to be the same whenever it is read. */
  fixed: Word | undefined;
}

/** A simple command's parts in their order. */
export interface CommandText {
  words: RawWord[];
  redirects: Redirect[];
}

const redirectOperators = ['<<<', '<<-', '&>>', '<<', '<>', '<&', '>>', '>&', '>|', '&>', '<', '>'] as const;

/** The offset of the next character at or behind `at` that is neither blank nor a continued line. */
export function skipSpace(text: string, at: number, end: number): number {
  let i = at;
  for (;;) {
    const char = text[i];
    if (i >= end) return end;
    if (char === ' ' || char === '\t' || char === '\r') i++;
    else if (char === '\\' && text[i + 1] === '\n') i += 2;
    else return i;
  }
}

/** The offset behind the word at `at`; `at` itself when an operator or a blank stands there. */
export function wordEnd(text: string, at: number, end: number): number {
  let i = at;
  while (i < end) {
    if (isPlainLetter(text.charCodeAt(i))) {
      i++;
      continue;
    }
    const next = wordPartEnd(text, i, end, at);
    if (next === i) return i;
    i = next;
  }
  return Math.min(i, end);
}

function wordPartEnd(text: string, at: number, end: number, start: number): number {
  switch (text[at]) {
    case "'":
      return text[at - 1] === '$' && at > start ? skipAnsiQuotes(text, at, end) : skipSingleQuotes(text, at, end);
    case '"':
      return skipDoubleQuotes(text, at, end);
    case '`':
      return skipBackquotes(text, at, end);
    case '$':
      return skipDollar(text, at, end);
    case '\\':
      return skipEscape(at, end);
    case '(':
      return opensGroupInWord(text, at, start) ? skipBrackets(text, at, end) : at;
    case '<':
    case '>':
      return at === start && text[at + 1] === '(' ? skipBrackets(text, at + 1, end) : at;
    case ' ':
    case '\t':
    case '\r':
    case '\n':
    case ';':
    case '&':
    case '|':
    case ')':
      return at;
    default:
      return at + 1;
  }
}

/** `name=(…)`, `name+=(…)`, and the patterns `@(…)`, `?(…)`, `*(…)`, `+(…)`, `!(…)`. */
function opensGroupInWord(text: string, at: number, start: number): boolean {
  const before = at > start ? text[at - 1]! : '';
  return before === '=' ? nameEnd(text, start, at) > start : before !== '' && '@?*+!'.includes(before);
}

/** The redirection at `at`; undefined when there is none. Its word may be empty at the end of the text. */
export function redirectAt(text: string, at: number, end: number): Redirect | undefined {
  if (!mayRedirect(text.charCodeAt(at))) return undefined;
  let operatorAt = at;
  while (operatorAt < end && isDigit(text.charCodeAt(operatorAt))) operatorAt++;
  if (!mayRedirect(text.charCodeAt(operatorAt))) return undefined;
  const operator = redirectOperators.find((each) => text.startsWith(each, operatorAt));
  if (operator === undefined || operatorAt + operator.length > end) return undefined;
  if (operatorAt > at && operator.startsWith('&')) return undefined;
  const behind = operatorAt + operator.length;
  if (operator.length === 1 && text[behind] === '(' && operatorAt === at) return undefined;
  const start = skipSpace(text, behind, end);
  const stop = wordEnd(text, start, end);
  const descriptor = operatorAt > at ? Number(text.slice(at, operatorAt)) : undefined;
  return { start: at, end: Math.max(stop, behind), operator, descriptor, word: { start, end: stop }, at: operatorAt };
}

/** The words and redirections of the simple command in a span; it ends at the first operator. */
export function lexCommand(text: string, { start, end }: Span): CommandText {
  const words: RawWord[] = [];
  const redirects: Redirect[] = [];
  for (let i = skipSpace(text, start, end); i < end; ) {
    const redirect = redirectAt(text, i, end);
    if (redirect) redirects.push(redirect);
    const behind = redirect ? redirect.end : wordEnd(text, i, end);
    if (behind === i || (!redirect && text[i] === '#')) break;
    if (!redirect) words.push({ start: i, end: behind, fixed: undefined });
    i = skipSpace(text, behind, end);
  }
  return { words, redirects };
}

const special = new Set([...' \t\r\n\'"`$\\()<>;&|'].map((char) => char.charCodeAt(0)));
const plainLetters = Uint8Array.from({ length: 128 }, (_, code) => (special.has(code) ? 0 : 1));

/** A letter that is part of a word wherever it stands. */
function isPlainLetter(code: number): boolean {
  return code >= 128 || plainLetters[code] === 1;
}

/** A digit, `&`, `<` or `>`. */
function mayRedirect(code: number): boolean {
  return isDigit(code) || code === 38 || code === 60 || code === 62;
}

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}
