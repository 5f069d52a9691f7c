/** What `echo`, `printf` and `cat` write. */

import { unescapePieces } from './escapes';
import { isMany, literal, type Piece, slicePiece, textOf, unknown, type Word } from './word';

/** The text of `echo` with those arguments. */
export function echoed(words: readonly Word[], dialect: 'bash' | 'sh', program: Word): Piece[] {
  let newline = true;
  let escapes = dialect === 'sh';
  let i = 0;
  for (; i < words.length; i++) {
    const option = textOf(words[i]!.pieces);
    if (option === undefined || !/^-[neE]+$/.test(option) || (dialect === 'sh' && !/^-[ne]$/.test(option))) break;
    if (option.includes('n')) newline = false;
    if (option.includes('e')) escapes = true;
    if (option.includes('E')) escapes = false;
  }
  const pieces = words.slice(i).flatMap((word, index) => [...(index > 0 ? [text(' ', word)] : []), ...word.pieces]);
  return [...(escapes ? unescapePieces(pieces, 'echo') : pieces), ...(newline ? [text('\n', program)] : [])];
}

/** The text of `printf` with those arguments; undefined when the format is not known. */
export function printed([format, ...words]: readonly Word[]): Piece[] | undefined {
  if (!format || isMany(format)) return undefined;
  const made: Piece[] = [];
  let rest: readonly Word[] = words;
  do {
    const before = rest.length;
    rest = printOnce(format, rest, made);
    if (rest.length === before) break;
  } while (rest.length > 0);
  return made;
}

const mostNumbers = 2_000;

/** The text of `seq` with those arguments; undefined for others than whole numbers, and for very many. */
export function counted(words: readonly Word[]): Piece[] | undefined {
  const numbers = words.map(({ pieces }) => {
    const told = textOf(pieces) ?? '';
    return /^(?:0|-?[1-9]\d{0,8})$/.test(told) ? Number(told) : Number.NaN;
  });
  const [first, step, last] = [[], [1, 1, ...numbers], [numbers[0]!, 1, numbers[1]!], numbers][numbers.length] ?? [];
  const count = Math.floor((last! - first!) / step!) + 1;
  // What is no number makes the count none.
  if (!(count <= mostNumbers) || count === Number.NEGATIVE_INFINITY) return undefined;
  const lines = Array.from({ length: Math.max(count, 0) }, (_, index) => `${first! + index * step!}\n`);
  return [text(lines.join(''), words[0]!)];
}

function printOnce(format: Word, words: readonly Word[], made: Piece[]): readonly Word[] {
  let rest = words;
  for (const piece of format.pieces) {
    if (piece.text === undefined) made.push(piece);
    for (const part of piece.text === undefined ? [] : conversions(piece.text)) {
      const from = slicePiece(piece, part.start, part.end);
      const kind = part.conversion;
      if (kind === undefined) made.push(...unescapePieces([from], 'printf'));
      else if (kind === '%') made.push({ ...from, text: '%', exact: false });
      else {
        made.push(...converted(kind, rest[0], from));
        rest = rest.slice(1);
      }
    }
  }
  return rest;
}

function converted(kind: string, word: Word | undefined, from: Piece): readonly Piece[] {
  if (!word) return kind === 'd' ? [{ ...from, text: '0', exact: false }] : [];
  if (kind === 's') return word.pieces;
  if (kind === 'b') return unescapePieces(word.pieces, 'echo');
  const told = textOf(word.pieces);
  // A port that nobody knows is hardly written with a sign, or in another base.
  if (told === undefined && (kind === 'd' || kind === 'i')) return word.pieces;
  const made = told === undefined ? undefined : numberAs(kind, told);
  if (made === undefined) return [unknown(from.text ?? '', from.span)];
  return made === told ? word.pieces : [{ ...literal(made, word.span, false), assumed: isAssumed(word) }];
}

const isAssumed = ({ pieces }: Word) => pieces.some(({ assumed }) => assumed);

/** A number in the form that `%d`, `%x` and their like ask for; undefined for other forms, and for what is no number. */
function numberAs(kind: string, told: string): string | undefined {
  const [, zero, width, letter] = /^(0?)(\d{0,2})([diuxXo])$/.exec(kind) ?? [];
  const number = letter && readNumber(told);
  if (number === undefined || number === '' || (number < 0 && !/[di]/.test(letter!))) return undefined;
  const digits = number.toString(letter === 'o' ? 8 : /[xX]/.test(letter!) ? 16 : 10);
  const padded = zero && number >= 0 ? digits.padStart(Number(width), '0') : digits.padStart(Number(width));
  return letter === 'X' ? padded.toUpperCase() : padded;
}

/** As C reads it: `0x16`, `022`, and `'a` for the number of a letter. */
function readNumber(told: string): number | undefined {
  if (/^['"][ -~]$/.test(told)) return told.charCodeAt(1);
  const [, sign, hex, octal, decimal] =
    /^([-+]?)(?:0x([\da-f]{1,12})|0([0-7]{0,12})|([1-9]\d{0,14}))$/i.exec(told) ?? [];
  if (sign === undefined) return undefined;
  const value = hex ? Number.parseInt(hex, 16) : decimal ? Number(decimal) : Number.parseInt(`0${octal}`, 8);
  return sign === '-' && value > 0 ? -value : value;
}

/** A format's parts: text, and conversions with what stands behind their `%`. */
function conversions(format: string): { start: number; end: number; conversion: string | undefined }[] {
  const parts: { start: number; end: number; conversion: string | undefined }[] = [];
  for (const found of format.matchAll(/%([-+ #0]{0,5}\d{0,5}(?:\.\d{0,5})?[a-zA-Z%])|(?:[^%\\]|\\[\s\S])+|[%\\]/g)) {
    const start = found.index;
    parts.push({ start, end: start + found[0].length, conversion: found[1] });
  }
  return parts;
}

function text(value: string, { span }: Word): Piece {
  return literal(value, { start: span.end, end: span.end }, false);
}
