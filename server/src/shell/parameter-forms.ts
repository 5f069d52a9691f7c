/** The forms of `${…}`: a name, an index, an operator, and its word. */

import type { Span } from '../syntax/span';
import { nameEnd, skipBrackets } from './skip';

export interface Form {
  name: string;
  /** What stands in `[…]`. */
  index?: string;
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

/** Reads what stands between the braces; undefined for what no shell of ours knows (`${!name}` among it). */
export function formOf(text: string, start: number, end: number): Form | undefined {
  const length = text[start] === '#' && end > start + 1 && !isOperatorBehindCount(text, start, end);
  const from = length ? start + 1 : start;
  const nameStop = parameterEnd(text, from, end);
  if (nameStop === from) return undefined;
  const form: Form = { name: text.slice(from, nameStop), ...(length && { length }) };
  const at = indexEnd(text, nameStop, end);
  if (at > nameStop) form.index = text.slice(nameStop + 1, at - 1);
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
