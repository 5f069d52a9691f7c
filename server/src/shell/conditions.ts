/** Conditions: `[ … ]`, `test` and `[[ … ]]`, true, false, or not decided by the script. */

import type { Span } from '../syntax/span';
import { expandPattern, expandValue, type Reader } from './expand';
import { skipSpace, wordEnd } from './lexer';
import { matchesPattern } from './pattern';
import { readFile } from './redirects';
import { isFound } from './regular-expression';
import type { Shell } from './shell-state';
import { failed, negate, type Status, succeeded, undecided } from './status';
import { arithmetic, forget, statusOf } from './variables';
import { decidedText, isMany, type Piece, textOf, type Word } from './word';

interface Token {
  /** An operator's or parenthesis' text; undefined for a quoted word and for what expansions made. */
  operator: string | undefined;
  pieces: readonly Piece[];
  /** The word as a pattern, in `[[ … ]]`. */
  pattern?: readonly Piece[];
  /** The regular expression behind `=~`; undefined when it is not known. */
  expression?: string | undefined;
}

interface Reading {
  tokens: readonly Token[];
  at: number;
  depth: number;
  number(text: string): number | undefined;
  /** The text of a value, or undefined when it is not sure enough. */
  text(pieces: readonly Piece[]): string | undefined;
  /** What the script wrote into the file of that name; undefined when it did not, or does not surely. */
  file(name: readonly Piece[]): readonly Piece[] | undefined;
}

type Truth = boolean | undefined;

const comparisons: Readonly<Record<string, (left: number, right: number) => boolean>> = {
  '-eq': (left, right) => left === right,
  '-ne': (left, right) => left !== right,
  '-lt': (left, right) => left < right,
  '-le': (left, right) => left <= right,
  '-gt': (left, right) => left > right,
  '-ge': (left, right) => left >= right,
};

type Question = Pick<Reading, 'tokens' | 'number' | 'file'>;

/** What `test` says of its arguments. */
export function testWords(words: readonly Word[], shell: Shell): Status {
  if (words.some(isMany)) return undecided;
  const tokens = words.map(({ pieces }) => ({ operator: textOf(pieces), pieces }));
  const number = (text: string) => (/^-?\d{1,15}$/.test(text.trim()) ? Number(text) : undefined);
  return decide({ tokens, number, file: (name) => readFile(shell, name) });
}

/** Calls of iptables end with 4 only where another program is in the way. */
const busy = 4;

/** What `[ $? -ne 0 ]` and its like ask: a status, or its opposite. */
function askedStatus(tokens: readonly Token[]): Status | undefined {
  if (tokens[0]?.operator === '!') {
    const status = askedStatus(tokens.slice(1));
    return status && negate(status);
  }
  const [left, sign, right, ...others] = tokens;
  const status = left && statusOf(left.pieces);
  if (!status || !right || others.length > 0) return undefined;
  const number = Number(decidedText(right.pieces) || Number.NaN);
  const [isAsked, isOther] = numberSigns[sign!.operator ?? ''] ?? [];
  if (number === 0 && isAsked !== undefined) return isAsked ? status : negate(status);
  if (number === 1 && isOther !== undefined) return isOther ? status : negate(status);
  if (number === busy && status.test && isAsked !== undefined) return isAsked ? failed : succeeded;
  return undefined;
}

/** Whether success is what is asked for with a 0, and with a 1; undefined where the number says too little. */
const numberSigns: Readonly<Record<string, readonly [boolean | undefined, boolean | undefined]>> = {
  '-eq': [true, undefined],
  '=': [true, undefined],
  '==': [true, undefined],
  '-ne': [false, undefined],
  '!=': [false, undefined],
  '-gt': [false, undefined],
  '-le': [true, undefined],
  '-ge': [undefined, false],
  '-lt': [undefined, true],
};

/** What is sure; and what is likely, where that is all that can be told. */
function decide(question: Question): Status {
  const asked = askedStatus(question.tokens);
  if (asked) return asked;
  const ok = truthOf({ ...question, at: 0, depth: 0, text: decidedText });
  const likely = ok === undefined ? truthOf({ ...question, at: 0, depth: 0, text: textOf }) : undefined;
  return { ok, ...(likely !== undefined && { likely }) };
}

/** What `[[ … ]]` says; the span includes its brackets. */
export function testDouble(reader: Reader, { start, end }: Span): Status {
  const { text } = reader.source;
  const tokens: Token[] = [];
  const stop = text.startsWith(']]', end - 2) ? end - 2 : end;
  for (let i = nextToken(text, start + 2, stop); i < stop; i = nextToken(text, i, stop)) {
    if (tokens.at(-1)?.operator === '=~') {
      const span = { start: i, end: expressionEnd(text, i, stop) };
      tokens.push({ operator: undefined, pieces: [], expression: expressionIn(reader, span) });
      i = span.end;
      continue;
    }
    const wordStop = wordEnd(text, i, stop);
    const length = wordStop > i ? wordStop - i : /^(?:&&|\|\|)/.test(text.slice(i, i + 2)) ? 2 : 1;
    const span = { start: i, end: i + length };
    const raw = text.slice(i, i + length);
    if (wordStop === i) tokens.push({ operator: raw, pieces: [] });
    else
      tokens.push({
        operator: /^[-!=\w~]+$/.test(raw) ? raw : undefined,
        pieces: expandValue(reader, span),
        pattern: expandPattern(reader, span),
      });
    i += length;
  }
  const place = reader.source.place(start, end);
  if (tokens.some(({ operator }) => operator === '=~')) forget(reader.shell, 'BASH_REMATCH', place);
  const number = (value: string) => arithmetic(reader.shell, value, place);
  return decide({ tokens, number, file: (name) => readFile(reader.shell, name) });
}

/** A regular expression ends at a blank outside of parentheses, brackets and quotes. */
function expressionEnd(text: string, start: number, end: number): number {
  const found =
    /^(?:\\[\s\S]|\[\^?\]?(?:\[:[a-z]+:\]|[^\]\s])*\]|"[^"]*"|'[^']*'|\((?:[^()\\]|\\[\s\S]|\([^()]*\))*\)|[^\s()])+/.exec(
      text.slice(start, Math.min(end, start + longestExpression)),
    );
  return start + (found?.[0].length || end - start);
}

const longestExpression = 200;

/** As it stands, or the value of a variable; what is quoted in part is not followed. */
function expressionIn(reader: Reader, span: Span): string | undefined {
  const raw = reader.source.text.slice(span.start, span.end);
  if (/^\$(?:\w+|\{\w+\})$/.test(raw)) return decidedText(expandValue(reader, span));
  return /["'`]|\$[\w{(]/.test(raw) ? undefined : raw;
}

function nextToken(text: string, from: number, end: number): number {
  let i = skipSpace(text, from, end);
  while (i < end && text[i] === '\n') i = skipSpace(text, i + 1, end);
  return i;
}

function truthOf(reading: Reading): Truth {
  if (reading.tokens.length === 0) return false;
  if (reading.tokens.length === 1) return isFilled(reading, reading.tokens[0]!.pieces);
  const truth = either(reading);
  return reading.at === reading.tokens.length ? truth : undefined;
}

function either(reading: Reading): Truth {
  let truth = both(reading);
  while (takes(reading, '-o', '||')) {
    const other = both(reading);
    truth = truth === true || other === true ? true : truth === false && other === false ? false : undefined;
  }
  return truth;
}

function both(reading: Reading): Truth {
  let truth = negated(reading);
  while (takes(reading, '-a', '&&')) {
    const other = negated(reading);
    truth = truth === false || other === false ? false : truth === true && other === true ? true : undefined;
  }
  return truth;
}

function negated(reading: Reading): Truth {
  if (++reading.depth > 100 || !takes(reading, '!')) return primary(reading);
  const truth = negated(reading);
  return truth === undefined ? undefined : !truth;
}

function primary(reading: Reading): Truth {
  const { tokens, at } = reading;
  const [first, second, third] = tokens.slice(at, at + 3);
  if (!first) return undefined;
  if (third && second!.operator !== undefined && isBinary(second!.operator)) {
    reading.at += 3;
    return compare(reading, first, second!.operator, third);
  }
  if (first.operator === '(') {
    reading.at++;
    const truth = either(reading);
    return takes(reading, ')') ? truth : undefined;
  }
  if (second && first.operator !== undefined && /^-[a-zA-Z]$/.test(first.operator)) {
    reading.at += 2;
    return unary(reading, first.operator, second.pieces);
  }
  reading.at++;
  return isFilled(reading, first.pieces);
}

function isBinary(operator: string): boolean {
  return (
    ['=', '==', '!=', '=~', '<', '>', '-ef', '-nt', '-ot'].includes(operator) || Object.hasOwn(comparisons, operator)
  );
}

function unary(reading: Reading, operator: string, pieces: readonly Piece[]): Truth {
  if (/^-[efrsw]$/.test(operator)) return isWritten(reading.file(pieces), operator);
  const filled = operator === '-n' || operator === '-z' ? isFilled(reading, pieces) : undefined;
  return filled === undefined ? undefined : filled === (operator === '-n');
}

/** A file that the script wrote is there. */
function isWritten(text: readonly Piece[] | undefined, operator: string): Truth {
  if (text === undefined) return undefined;
  return operator !== '-s' || text.some((piece) => piece.text) ? true : undefined;
}

function compare(reading: Reading, left: Token, operator: string, right: Token): Truth {
  const a = reading.text(left.pieces);
  if (operator === '=~')
    return a === undefined || right.expression === undefined ? undefined : isFound(right.expression, a);
  const b = reading.text(right.pattern && /^!?==?$/.test(operator) ? right.pattern : right.pieces);
  if (a === undefined || b === undefined) return undefined;
  if (Object.hasOwn(comparisons, operator)) {
    const x = reading.number(a);
    const y = reading.number(b);
    return x === undefined || y === undefined ? undefined : comparisons[operator]!(x, y);
  }
  if (!/^!?==?$/.test(operator) || (right.pattern && /[?*+@!]\(/.test(b))) return undefined;
  const same = right.pattern ? matchesPattern(b, a) : a === b;
  return operator === '!=' ? !same : same;
}

/** Whether a value has letters; undefined when the script does not decide that. */
function isFilled({ text: read }: Reading, pieces: readonly Piece[]): Truth {
  if (pieces.some((piece) => piece.text !== undefined && (read([piece]) ?? '') !== '')) return true;
  return read(pieces) === '' ? false : undefined;
}

function takes(reading: Reading, ...operators: string[]): boolean {
  if (!operators.includes(reading.tokens[reading.at]?.operator ?? ' ')) return false;
  reading.at++;
  return true;
}
