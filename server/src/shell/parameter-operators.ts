/** The operators of `${name…}`: defaults, trimming, replacing, parts, letter case. */

import type { Span } from '../syntax/span';
import { expandPattern, type Reader } from './expand';
import type { Form } from './parameter-forms';
import { innerText } from './parameters';
import { trimPattern } from './pattern';
import { arithmetic } from './variables';
import { literal, type Piece, textOf, unknown } from './word';

type Value = readonly Piece[] | 'unset' | undefined;

/** Trimming tries each length: longer values are not followed. */
const longestTrimmed = 2000;

/**
 * What the operator makes of a value (undefined: the script never set it). `word` asks for the operator's word; undefined means
 * that the result is not known.
 */
export function operate(reader: Reader, form: Form, value: Value, span: Span, quoted: boolean): Value | 'word' {
  const operator = form.operator!;
  if (/^:?[-=]$/.test(operator)) return orDefault(value, operator);
  if (/^:?\+$/.test(operator)) return orAlternative(value, operator);
  if (/^:?\?$/.test(operator)) return value === 'unset' ? undefined : value;
  const text = value === 'unset' ? '' : value && textOf(value);
  const place = reader.source.place(span.start, span.end);
  const changed = text === undefined ? undefined : change(reader, form, text);
  if (changed === undefined)
    return [unknown(reader.source.text.slice(span.start, span.end).slice(0, 40), place, !quoted)];
  const assumed = value !== 'unset' && value!.some((piece) => piece.assumed);
  return [{ ...literal(changed, place, false), assumed }];
}

/** True for the operators that give the value, or the word, or nothing. */
export function isDefaulting(operator: string): boolean {
  return /^:?[-=?+]$/.test(operator);
}

/** The default holds for what is unset, with a colon for what is empty too; for what only the environment can set it is assumed. */
function orDefault(value: Value, operator: string): Value | 'word' {
  if (value === undefined || value === 'unset') return 'word';
  return operator.startsWith(':') && isEmpty(value) ? 'word' : value;
}

function orAlternative(value: Value, operator: string): Value | 'word' {
  if (value === undefined || value === 'unset') return value === 'unset' ? 'unset' : [];
  if (operator.startsWith(':') && isEmpty(value)) return 'unset';
  return value.some(({ text }) => text) || (value.length > 0 && !operator.startsWith(':')) ? 'word' : undefined;
}

function isEmpty(value: readonly Piece[]): boolean {
  return value.every(({ text }) => text === '');
}

function change(reader: Reader, form: Form, text: string): string | undefined {
  const operator = form.operator!;
  if (operator === ':') return part(reader, form, text);
  if (operator === '@' || text.length > longestTrimmed) return undefined;
  if (/^[\^,]/.test(operator)) return form.word!.end > form.word!.start ? undefined : changeCase(operator, text);
  if (operator.startsWith('/')) return replace(reader, form, text);
  const pattern = textOf(expandPattern(reader, form.word!));
  if (pattern === undefined) return undefined;
  return trimPattern(text, pattern, operator.startsWith('#') ? 'start' : 'end', operator.length === 2);
}

function changeCase(operator: string, text: string): string {
  const changed = operator.startsWith('^') ? text.toUpperCase() : text.toLowerCase();
  return operator.length === 2 ? changed : changed.slice(0, 1) + text.slice(1);
}

/** `${name:offset:length}`. */
function part(reader: Reader, form: Form, text: string): string | undefined {
  const asked = partAsked(reader, form);
  if (!asked) return undefined;
  const { offset, length = text.length } = asked;
  const start = offset < 0 ? Math.max(0, text.length + offset) : offset;
  return length < 0 ? text.slice(start, text.length + length) : text.slice(start, start + length);
}

/** The numbers in `:offset:length`; undefined when they are not known. */
export function partAsked(reader: Reader, form: Form): { offset: number; length: number | undefined } | undefined {
  const [first, second] = (innerText(reader, form.word!) ?? '?').split(':');
  const place = reader.source.place(form.word!.start, form.word!.end);
  const offset = arithmetic(reader.shell, first!, place);
  const length = second === undefined ? undefined : arithmetic(reader.shell, second, place);
  const isKnown = offset !== undefined && (second === undefined || length !== undefined);
  return isKnown ? { offset, length } : undefined;
}

/** `${name/text/other}`, for text without wildcards. */
function replace(reader: Reader, form: Form, text: string): string | undefined {
  const word = form.word!;
  const slash = splitAt(reader.source.text, word);
  const old = textOf(expandPattern(reader, { start: word.start, end: slash }));
  const other = slash < word.end ? innerText(reader, { start: slash + 1, end: word.end }) : '';
  if (old === undefined || other === undefined || /[*?[\\]/.test(old)) return undefined;
  if (old === '' && form.operator!.length === 1) return text;
  if (form.operator === '//') return old === '' ? text : text.split(old).join(other);
  if (form.operator === '/#') return text.startsWith(old) ? other + text.slice(old.length) : text;
  if (form.operator === '/%') return text.endsWith(old) ? text.slice(0, text.length - old.length) + other : text;
  const at = text.indexOf(old);
  return at < 0 ? text : text.slice(0, at) + other + text.slice(at + old.length);
}

function splitAt(text: string, { start, end }: Span): number {
  let i = start;
  while (i < end && text[i] !== '/') i += text[i] === '\\' ? 2 : 1;
  return Math.min(i, end);
}
