/** The forms of `${…}`: a name, an index, an operator, and its word. */

import type { Span } from '../syntax/span';
import { nameEnd, skipBrackets } from './skip';

export interface Form {
  name: string;
  /** What stands in `[…]`, and where. */
  index?: string;
  indexSpan?: Span;
  /** `${!name[@]}`: the keys of an array. */
  keys?: true;
  /** `${#…}`. */
  length?: boolean;
  operator?: string;
  /** What stands behind the operator. */
  word?: Span;
}

const operators = [
  ':-',
  ':=',
  ':?',
  ':+',
  '##',
  '%%',
  '//',
  '/#',
  '/%',
  '^^',
  ',,',
  '-',
  '=',
  '?',
  '+',
  '#',
  '%',
  '/',
  '^',
  ',',
  ':',
  '@',
];

const longestName = 200;

/** Reads what stands between the braces; undefined for what no shell of ours knows (`${!name}` among it, but for the keys of an array). */
export function formOf(text: string, start: number, end: number): Form | undefined {
  const length = text[start] === '#' && end > start + 1 && !isOperatorBehindCount(text, start, end);
  const keys = text[start] === '!' && /^!\w+\[[@*]\]$/.test(text.slice(start, Math.min(end, start + longestName)));
  const from = length || keys ? start + 1 : start;
  const nameStop = parameterEnd(text, from, end);
  if (nameStop === from) return undefined;
  const form: Form = { name: text.slice(from, nameStop), ...(length && { length }), ...(keys && { keys }) };
  const at = indexEnd(text, nameStop, end);
  if (at > nameStop) {
    form.index = text.slice(nameStop + 1, at - 1);
    form.indexSpan = { start: nameStop + 1, end: at - 1 };
  }
  if (at >= end) return form;
  const operator = operators.find((each) => text.startsWith(each, at));
  if (operator === undefined || length) return undefined;
  return { ...form, operator, word: { start: at + operator.length, end } };
}

/** `${#-x}` and `${#:-x}` ask for `$#`. */
function isOperatorBehindCount(text: string, start: number, end: number): boolean {
  return end > start + 2 && /[-:+=?%]/.test(text[start + 1]!);
}

function parameterEnd(text: string, at: number, end: number): number {
  const name = nameEnd(text, at, end);
  if (name > at) return name;
  let i = at;
  while (i < end && /[0-9]/.test(text[i]!)) i++;
  return i > at ? i : at < end && '@*#?$!-'.includes(text[at]!) ? at + 1 : at;
}

function indexEnd(text: string, at: number, end: number): number {
  if (text[at] !== '[' || at >= end) return at;
  for (let i = at + 1; i < end; i++) {
    if (text[i] === ']') return i + 1;
    if (text[i] === '$' && text[i + 1] === '{') i = skipBrackets(text, i + 1, end) - 1;
  }
  return at;
}
