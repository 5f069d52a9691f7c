/** What stands behind a `$`: parameters, arithmetic, substitutions. */

import type { Span } from '../syntax/span';
import { expandValue, fragmentsOf, type Reader } from './expand';
import type { Fragment } from './fields';
import { countArguments, expandList, isList } from './lists';
import { type Form, formOf } from './parameter-forms';
import { isDefaulting, operate } from './parameter-operators';
import { nameEnd } from './skip';
import { substitute } from './substitution';
import {
  arithmetic,
  numberPiece,
  positional,
  readArray,
  readMap,
  readVariable,
  separatorsOf,
  setVariable,
} from './variables';
import { assume, decidedText, isMany, literal, type Piece, seenAt, textOf, unknown } from './word';

/** What an expansion becomes; `span` is its place in what is read, from the `$` on. */
export function expandDollar(reader: Reader, span: Span, quoted: boolean): Fragment[] {
  const { text } = reader.source;
  const { start, end } = span;
  const next = text[start + 1];
  if (end - start <= 1) return [plain(literalHere(reader, span), quoted)];
  if (text.startsWith('$((', start) && text.startsWith('))', end - 2))
    return [expandArithmetic(reader, span, { start: start + 3, end: end - 2 }, quoted)];
  if (next === '[') return [oldArithmetic(reader, span, quoted)];
  if (next === '(') return substitute(reader, { start: start + 2, end: closed(text, end, ')') }, span, quoted);
  if (next !== '{') return expandParameter(reader, span, { name: text.slice(start + 1, end) }, quoted);
  const inside = { start: start + 2, end: closed(text, end, '}') };
  const form = indirectForm(reader, text.slice(inside.start, inside.end)) ?? formOf(text, inside.start, inside.end);
  return form ? expandParameter(reader, span, form, quoted) : [made(unknownAt(reader, span, quoted), quoted)];
}

/** `${!NAME}` is the variable whose name NAME holds, and `${!#}` the last positional parameter. */
function indirectForm({ shell }: Reader, inside: string): Form | undefined {
  if (inside === '!#' && shell.args.length > 0 && !shell.args.some(isMany)) return { name: String(shell.args.length) };
  const holder = /^!([A-Za-z_]\w*)$/.exec(inside)?.[1];
  const reading = holder === undefined || shell.references?.has(holder) ? undefined : readVariable(shell, holder);
  const name = reading?.state === 'set' ? (decidedText(reading.pieces) ?? '') : '';
  return /^(?:[A-Za-z_]\w*|\d+)$/.test(name) ? { name } : undefined;
}

function closed(text: string, end: number, close: string): number {
  return text[end - 1] === close ? end - 1 : end;
}

function literalHere(reader: Reader, { start, end }: Span): Piece {
  const { source } = reader;
  return literal(source.text.slice(start, end), source.place(start, end), source.exact(start, end));
}

export function unknownAt({ source }: Reader, { start, end }: Span, quoted: boolean): Piece {
  return unknown(source.text.slice(start, Math.min(end, start + 40)), source.place(start, end), !quoted);
}

/** `$[…]` of old bash, which to others is text. */
function oldArithmetic(reader: Reader, span: Span, quoted: boolean): Fragment {
  if (reader.context.dialect !== 'bash') return plain(literalHere(reader, span), quoted);
  return expandArithmetic(
    reader,
    span,
    { start: span.start + 2, end: closed(reader.source.text, span.end, ']') },
    quoted,
  );
}

function expandArithmetic(reader: Reader, span: Span, inside: Span, quoted: boolean): Fragment {
  const { source, shell } = reader;
  const place = source.place(span.start, span.end);
  const expression = textOf(
    fragmentsOf(reader, inside, true).map((each) => (each === 'gap' ? literal(' ', place) : each.piece)),
  );
  const value = expression === undefined ? undefined : arithmetic(shell, expression, place);
  if (value !== undefined) return made(numberPiece(value, place), quoted);
  return plain({ ...unknownAt(reader, span, quoted), many: false }, true);
}

function expandParameter(reader: Reader, span: Span, form: Form, quoted: boolean): Fragment[] {
  const place = reader.source.place(span.start, span.end);
  const { name, operator } = form;
  if (isList(form)) return expandList(reader, span, form, quoted);
  const value = parameterValue(reader, place, form);
  if (form.length) return [made(lengthOf(value, place, form), quoted)];
  const result = operator === undefined ? value : operate(reader, form, value, span, quoted);
  if (result === 'word') return defaultWord(reader, form, quoted, value === undefined);
  if (result === undefined && !quoted && startsApart(reader, form))
    return [{ piece: unknownAt(reader, span, quoted), quoted, split: false, apart: true }];
  const pieces = result === 'unset' || result === undefined ? [] : result;
  const keepsValue = operator === undefined || isDefaulting(operator);
  const isOwn = operator === undefined && isPosition(name);
  const seen =
    result === undefined
      ? [unknownAt(reader, span, quoted)]
      : isOwn
        ? pieces
        : keepsValue
          ? named(seenAt(pieces, place), name)
          : seenAt(pieces, place);
  return seen.length > 0 ? seen.map((piece) => made(piece, quoted)) : [made(literal('', place, false), quoted)];
}

/** True for `${X:+ $X}`, which is nothing, or words of their own. */
function startsApart({ source, shell }: Reader, { operator, word }: Form): boolean {
  return /^:?\+$/.test(operator!) && word!.end > word!.start && separatorsOf(shell).includes(source.text[word!.start]!);
}

/** A value of which nothing is known is called by the variable that holds it. */
function named(pieces: Piece[], name: string): Piece[] {
  const [only, ...others] = pieces;
  return only && only.text === undefined && others.length === 0 ? [{ ...only, name: `$${name}` }] : pieces;
}

/** The value of a parameter; `unset`, or undefined when the script never set it. */
function parameterValue(reader: Reader, place: Span, form: Form): readonly Piece[] | 'unset' | undefined {
  const { shell } = reader;
  const { name, index } = form;
  if (isPosition(name))
    return name === '0' ? [unknown('$0', place)] : (positional(shell, Number(name), place) ?? 'unset');
  if (name === '#') return countArguments(shell.args, place);
  // The number of the shell's process stays the same, in its subshells too.
  if (name === '$') return [unknown('$$', place, false, 0)];
  if (name !== '?' && nameEnd(name, 0, name.length) === 0) return [unknown(`$${name}`, place)];
  if (index !== undefined) return itemOf(reader, place, form);
  const reading = readVariable(shell, name);
  if (reading.state === 'set') return reading.pieces;
  if (name === '?') return [unknown('$?', place)];
  return reading.state === 'unset' ? 'unset' : undefined;
}

/** True for `1`, `2` …: no name begins as they do. */
function isPosition(name: string): boolean {
  const code = name.charCodeAt(0);
  return code >= 48 && code <= 57;
}

function itemOf(reader: Reader, place: Span, { name, index = '', indexSpan }: Form): readonly Piece[] | 'unset' {
  const { shell } = reader;
  const map = readMap(shell, name);
  if (map) {
    const key = indexSpan && decidedText(expandValue(reader, indexSpan));
    return key === undefined ? [unknown(`$${name}[${index}]`, place)] : (map.get(key) ?? 'unset');
  }
  const items = readArray(shell, name);
  const number = arithmetic(shell, index.replace(/\$\{?(\w+)\}?/g, '$1'), place);
  if (items === undefined || number === undefined) return [unknown(`$${name}[${index}]`, place)];
  return items.at(number) ?? 'unset';
}

/** The word behind `:-` and its like, read where it stands. */
export function defaultWord(reader: Reader, form: Form, quoted: boolean, assumed: boolean): Fragment[] {
  const word = form.word!;
  // What is assigned is split like a variable, whatever was quoted in it.
  const sets = form.operator!.endsWith('=');
  const fragments = fragmentsOf(reader, word, quoted && 'operand').map((each) => {
    if (each === 'gap') return each;
    const split = !quoted && (!each.quoted || sets);
    return { ...each, split, piece: assumed ? assume(each.piece, `$${form.name}`) : each.piece };
  });
  if (sets) setDefault(reader, form, fragments);
  if (fragments.length > 0) return fragments;
  const place = reader.source.place(word.start, word.end);
  const empty = literal('', place, false);
  return [made(assumed ? assume(empty, `$${form.name}`) : empty, quoted)];
}

function setDefault({ shell }: Reader, { name }: Form, fragments: readonly Fragment[]): void {
  const pieces = fragments.flatMap((each) => (each === 'gap' ? [] : [each.piece]));
  setVariable(shell, name, pieces);
}

function lengthOf(value: readonly Piece[] | 'unset' | undefined, place: Span, { name }: Form): Piece {
  const text = value === 'unset' ? '' : value && textOf(value);
  return text === undefined ? unknown(`\${#${name}}`, place) : numberPiece([...text].length, place);
}

/** What an expansion made is split outside of quotes. */
export function made(piece: Piece, quoted: boolean): Fragment {
  const many = piece.many || (!quoted && !piece.status);
  if (piece.text === undefined) return { piece: { ...piece, many }, quoted, split: false };
  const settable = piece.settable && { ...piece.settable, many: piece.settable.many || many };
  return { piece: settable ? { ...piece, settable } : piece, quoted, split: !quoted };
}

function plain(piece: Piece, quoted: boolean): Fragment {
  return { piece, quoted, split: false };
}

/** The value of a word inside of an expansion: a pattern, an offset. */
export function innerText(reader: Reader, span: Span): string | undefined {
  return textOf(expandValue(reader, span));
}
