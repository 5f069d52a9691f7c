/** Texts made of pieces, and the way back from their offsets into the script. */

import { lastUpTo } from '../syntax/last-up-to';
import type { Span } from '../syntax/span';
import { literal, type Piece, shownText, slicePiece, type Word } from './word';

/** A text, and of what it is made, in order. */
export interface MappedText {
  text: string;
  /** True when all of it surely is known here. */
  readonly known: boolean;
  readonly parts: readonly { at: number; piece: Piece }[];
}

/** A text of which the parts are put together when somebody first asks for them: of most lines nobody ever does. */
export function deferred(text: string, known: boolean, find: () => MappedText): MappedText {
  return new DeferredText(text, known, find);
}

/** A class, since a getter in an object literal costs each object a shape of its own, which the collector frees last. */
class DeferredText implements MappedText {
  readonly text: string;
  readonly known: boolean;
  readonly #find: () => MappedText;
  #found: MappedText | undefined;

  constructor(text: string, known: boolean, find: () => MappedText) {
    this.text = text;
    this.known = known;
    this.#find = find;
  }

  get parts(): MappedText['parts'] {
    this.#found ??= this.#find();
    return this.#found.parts;
  }
}

/** The pieces as one text; what is not known is written as told, `‹$NAME›` unless told otherwise. */
export function mapPieces(
  pieces: readonly Piece[],
  writeUnknown: (piece: Piece) => string = ({ name }) => `‹${name}›`,
): MappedText {
  const parts: { at: number; piece: Piece }[] = [];
  const texts: string[] = [];
  let at = 0;
  let known = true;
  for (const piece of pieces) {
    known &&= piece.text !== undefined;
    const text = piece.text ?? writeUnknown(piece);
    parts.push({ at, piece });
    texts.push(text);
    at += text.length;
  }
  return { text: texts.join(''), known, parts };
}

/** Where in the script a part of the text comes from; where its ends come from different places, the place of its start. */
export function scriptPlace({ parts }: Pick<MappedText, 'parts'>, start: number, end: number): Span {
  const first = placeOf(parts, start);
  const last = placeOf(parts, Math.max(start, end - 1));
  if (!first || !last) return { start: 0, end: 0 };
  if (end <= start) return { start: first.start, end: first.start };
  return last.end >= first.start ? { start: first.start, end: last.end } : first;
}

/** The stretch of the script that a part of the text stands for, letter by letter; undefined when it is not all written there as it is. */
export function exactPlace({ text, parts }: MappedText, start: number, end: number): Span | undefined {
  const isExact = (offset: number) => parts[partAt({ parts }, offset)]?.piece.exact === true;
  if (end > start) {
    for (let at = start; at < end; at++) if (!isExact(at)) return undefined;
    const place = scriptPlace({ parts }, start, end);
    return place.end - place.start === end - start ? place : undefined;
  }
  if (start < text.length && isExact(start)) {
    const { start: at } = scriptPlace({ parts }, start, start + 1);
    return { start: at, end: at };
  }
  if (start === 0 || !isExact(start - 1)) return undefined;
  const { end: at } = scriptPlace({ parts }, start - 1, start);
  return { start: at, end: at };
}

/** Where in the script a part of the text stands letter by letter, when it is seen through an expansion: the value of a variable. */
export function valuePlace({ text, parts }: MappedText, start: number, end: number): Span | undefined {
  const places: number[] = [];
  for (let offset = start; offset < Math.min(end, text.length); offset++) {
    const { at, piece } = parts[partAt({ parts }, offset)]!;
    if (!piece.from) return undefined;
    places.push(piece.from.start + offset - at);
  }
  const [first] = places;
  if (first === undefined || places.some((place, index) => place !== first + index)) return undefined;
  return { start: first, end: first + places.length };
}

/** The place of one letter. */
function placeOf(parts: MappedText['parts'], offset: number): Span | undefined {
  const part = parts[partAt({ parts }, offset)];
  if (!part) return undefined;
  const { exact, span } = part.piece;
  if (!exact) return span;
  const start = Math.min(span.start + offset - part.at, span.end);
  return { start, end: Math.min(start + 1, span.end) };
}

/** The index of the part that a letter belongs to. */
export function partAt({ parts }: Pick<MappedText, 'parts'>, offset: number): number {
  return Math.max(
    0,
    lastUpTo(parts.length, (index) => parts[index]!.at <= offset),
  );
}

/** The words as a line for iptables-restore, quoted where that is needed. */
export function ruleLine(words: readonly Word[]): MappedText {
  return deferred(words.map(quotedText).join(' '), areKnown(words), () => {
    const joined: Piece[] = [];
    for (const [index, word] of words.entries()) {
      if (index > 0) joined.push(between(word, ' '));
      for (const piece of quoted(word)) joined.push(piece);
    }
    return mapPieces(joined);
  });
}

/** True when nothing in the words is unknown here. */
export function areKnown(words: readonly Word[]): boolean {
  return words.every(({ pieces }) => pieces.every(({ text }) => text !== undefined));
}

function quoted(word: Word): readonly Piece[] {
  if (isPlain(shownText(word.pieces))) return word.pieces;
  return [between(word, '"'), ...word.pieces.flatMap(escaped), between(word, '"', word.span.end)];
}

function quotedText({ pieces }: Word): string {
  const text = shownText(pieces);
  if (isPlain(text)) return text;
  return `"${pieces.map((piece) => piece.text?.replace(/["\\]/g, '\\$&') ?? shownText([piece])).join('')}"`;
}

function isPlain(text: string): boolean {
  return text !== '' && !/[ \t\n\v\f\r"]/.test(text);
}

/** A backslash before each quote and backslash, as iptables-restore reads them inside quotes. */
function escaped(piece: Piece): Piece[] {
  if (piece.text === undefined || !/["\\]/.test(piece.text)) return [piece];
  const { span, exact } = piece;
  return [...piece.text].map((char, index) => {
    const start = exact ? span.start + index : span.start;
    const place = exact ? { start, end: start + char.length } : span;
    return /["\\]/.test(char)
      ? { ...piece, text: `\\${char}`, span: place, exact: false, from: undefined }
      : { ...slicePiece(piece, index, index + char.length), text: char, span: place };
  });
}

function between({ span }: Word, text: string, at = span.start): Piece {
  return literal(text, { start: at, end: at }, false);
}
