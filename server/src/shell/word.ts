/** Values after expansion: text of which each letter knows its place in the script, and stretches that are not known here. */

import type { Span } from '../syntax/span';
import type { Status } from './status';

/** A stretch of a value. All spans are offsets in the whole script. */
export interface Piece {
  /** Undefined for a value that is not known here. */
  text: string | undefined;
  /** How an unknown value is written: `$NAME`, `$(…)`; '' for known text. */
  name: string;
  /** Where it comes from: the letters themselves, or the expansion that was replaced. */
  span: Span;
  /** True when the text stands in the script as it is, letter by letter. */
  exact: boolean;
  /** Where it stands letter by letter, when `span` is an expansion that stands elsewhere: where a variable got its value. */
  from: Span | undefined;
  /** True when the text holds only as long as nothing outside of the script sets another: the default in `${X:-80}`. */
  assumed: boolean;
  /** Of an empty default, what somebody may set in its place. */
  settable: Settable | undefined;
  /** True for an unknown value outside of quotes, which may be any number of words. */
  many: boolean;
  /** Where an unknown value arose; two with the same origin are the same value. */
  origin: number;
  /** The texts of which an unknown value is one, where the script says which they are. */
  choices: readonly string[] | undefined;
  /** The status that the number in `$?` tells. */
  status: Status | undefined;
}

/** A value that is not known here, and stands in the script as a default that is empty. */
export interface Settable {
  name: string;
  origin: number;
  /** True outside of quotes, where it may be any number of words. */
  many: boolean;
  /** True when it stands behind the word, and makes no word as long as it is empty. */
  apart: boolean;
}

/** One argument. */
export interface Word {
  pieces: readonly Piece[];
  span: Span;
}

/** Values longer than an argument may be (MAX_ARG_STRLEN in Linux), or in more pieces, are given up. */
const longest = 131_072;
const mostPieces = 4_000;
/** What a here-document holds may be so much longer: rules are loaded from those. */
const documentFactor = 16;

/** All pieces have the same properties: engines copy those quickly. */
const known: Piece = {
  text: '',
  name: '',
  span: { start: 0, end: 0 },
  exact: true,
  from: undefined,
  assumed: false,
  settable: undefined,
  many: false,
  origin: 0,
  choices: undefined,
  status: undefined,
};

/** Text that stands in the script as it is. */
export function literal(text: string, span: Span, exact = true): Piece {
  return { ...known, text, span, exact };
}

/** A text of the script that holds as long as nothing outside sets another; `name` is how the variable is written. */
export function assume(piece: Piece, name: string): Piece {
  if (piece.text !== '') return { ...piece, assumed: true };
  return { ...piece, assumed: true, settable: { name, origin: piece.span.start, many: false, apart: false } };
}

/** A value that is not known here. */
export function unknown(name: string, span: Span, many = false, origin = span.start): Piece {
  return { ...known, text: undefined, name, span, exact: false, many, origin };
}

/** The number that tells how a command ended. */
export function unknownStatus(span: Span, status: Status): Piece {
  return { ...unknown('$?', span), status };
}

/** The text of a value; undefined when a part is not known. */
export function textOf(pieces: readonly Piece[]): string | undefined {
  let text = '';
  for (const piece of pieces) {
    if (piece.text === undefined) return undefined;
    text += piece.text;
  }
  return text;
}

/** The text of a value that the script itself decides: undefined for defaults too. */
export function decidedText(pieces: readonly Piece[]): string | undefined {
  return pieces.some((piece) => piece.assumed) ? undefined : textOf(pieces);
}

/** The text for people: unknown parts as `‹$NAME›`. */
export function shownText(pieces: readonly Piece[]): string {
  let shown = '';
  for (const { text, name } of pieces) shown += text ?? `‹${name}›`;
  return shown;
}

/** True when the word may be any number of words. */
export function isMany({ pieces }: Word): boolean {
  return pieces.some((piece) => piece.many);
}

/** The letters of a piece from one to another; an unknown piece stays whole. */
export function slicePiece(piece: Piece, from: number, to: number): Piece {
  const { text, span, exact } = piece;
  if (text === undefined || (from === 0 && to === text.length)) return piece;
  const part = exact ? { start: span.start + from, end: span.start + to } : span;
  const origin = piece.from && { start: piece.from.start + from, end: piece.from.start + to };
  return { ...piece, text: text.slice(from, to), span: part, from: origin };
}

/** The letters of a value from one to another; an unknown piece counts as one. */
export function slicePieces(pieces: readonly Piece[], from: number, to: number): Piece[] {
  const made: Piece[] = [];
  let at = 0;
  for (const piece of pieces) {
    const length = piece.text?.length ?? 1;
    const start = Math.max(from - at, 0);
    const end = Math.min(to - at, length);
    if (end > start) made.push(slicePiece(piece, start, end));
    at += length;
  }
  return made;
}

/** The same value seen through an expansion that stands elsewhere. */
export function seenAt(pieces: readonly Piece[], span: Span): Piece[] {
  return pieces.map((piece) => ({
    ...piece,
    span,
    exact: false,
    from: piece.exact ? piece.span : piece.from,
    many: false,
  }));
}

/** The value, or an unknown one when it grew beyond what an argument or a document may hold. */
export function bounded(pieces: Piece[], span: Span, kind: 'argument' | 'document' = 'argument'): Piece[] {
  const factor = kind === 'document' ? documentFactor : 1;
  let length = 0;
  for (const { text } of pieces) length += text?.length ?? 1;
  if (length <= longest * factor && pieces.length <= mostPieces * factor) return pieces;
  return [unknown('…', span)];
}

/** True when two values are surely the same. */
export function sameValue(a: readonly Piece[], b: readonly Piece[]): boolean {
  if (a === b) return true;
  return identity(a) === identity(b);
}

/** A text that two values share only when they are the same. */
export function identity(pieces: readonly Piece[]): string {
  return pieces.map(({ text, name, origin }) => text ?? `\0${name}\0${origin}\0`).join('');
}
