/** Splits what expansions made of a word into arguments, as IFS says. */

import type { Span } from '../syntax/span';
import { type Piece, slicePiece, type Word } from './word';

/**
 * A piece, and how it takes part in splitting; `apart` is an unknown one that is nothing, or begins with a blank. A `gap` ends an
 * argument, as between those of `"$@"`.
 */
export type Fragment = { piece: Piece; quoted: boolean; split: boolean; apart?: boolean } | 'gap';

/** Adds the arguments; none when nothing but empty unquoted expansions is there. `span` is the word's own place. */
export function splitFields(words: Word[], fragments: readonly Fragment[], span: Span, separators: string): void {
  let pieces: Piece[] | undefined;
  let exists = false;
  const end = (always: boolean) => {
    if (exists || always) words.push({ pieces: pieces ?? [], span: placeOf(pieces ?? [], span) });
    else if (pieces) noteApart(words, pieces);
    pieces = undefined;
    exists = false;
  };
  for (const fragment of fragments) {
    if (fragment === 'gap') {
      end(false);
      continue;
    }
    const { piece, quoted, split, apart } = fragment;
    if (apart && fragment === fragments.at(-1)) end(false);
    if (!split || piece.text === undefined) {
      // An empty default still tells that the value is not certain.
      if (piece.text !== '' || piece.assumed) pieces = withPiece(pieces, piece);
      exists ||= quoted || piece.text !== '';
      continue;
    }
    if (!hasAny(piece.text, separators)) {
      if (piece.text !== '' || piece.settable) pieces = withPiece(pieces, piece);
      exists ||= piece.text !== '';
      continue;
    }
    for (const { part, separates } of cut(piece.text, separators)) {
      if (separates !== undefined) end(separates);
      if (part.end > part.start) {
        pieces = withPiece(pieces, slicePiece(piece, part.start, part.end));
        exists = true;
      }
    }
  }
  end(false);
}

/** Empty defaults that make no word now are noted at the word before. */
function noteApart(words: Word[], pieces: readonly Piece[]): void {
  const before = words.pop();
  if (!before) return;
  const apart = pieces.flatMap((piece) =>
    piece.settable ? [{ ...piece, settable: { ...piece.settable, apart: true } }] : [],
  );
  words.push({ ...before, pieces: [...before.pieces, ...apart] });
}

/** Most words have one piece, and an array that grows takes up far more room. */
function withPiece(pieces: Piece[] | undefined, piece: Piece): Piece[] {
  if (!pieces) return [piece];
  pieces.push(piece);
  return pieces;
}

function hasAny(text: string, letters: string): boolean {
  for (let i = 0; i < text.length; i++) if (letters.includes(text[i]!)) return true;
  return false;
}

/** The parts of a text, each with what stands in front of it: nothing, blanks (false), or another separator (true). */
function cut(text: string, separators: string): { part: Span; separates: boolean | undefined }[] {
  const parts: { part: Span; separates: boolean | undefined }[] = [];
  let separates: boolean | undefined;
  for (let i = 0; i <= text.length; ) {
    const start = i;
    while (i < text.length && !separators.includes(text[i]!)) i++;
    parts.push({ part: { start, end: i }, separates });
    if (i >= text.length) break;
    separates = false;
    i = skipBlankSeparators(text, i, separators);
    if (i < text.length && separators.includes(text[i]!)) {
      separates = true;
      i = skipBlankSeparators(text, i + 1, separators);
    }
  }
  return parts;
}

function skipBlankSeparators(text: string, from: number, separators: string): number {
  let i = from;
  while (i < text.length && ' \t\n'.includes(text[i]!) && separators.includes(text[i]!)) i++;
  return i;
}

/** The word itself where a part of it stands; else where its letters come from, as for the arguments in `"$@"`. */
function placeOf(pieces: readonly Piece[], span: Span): Span {
  let end = 0;
  for (const { span: each } of pieces) {
    if (each.start >= span.start && each.end <= span.end) return span;
    end = Math.max(end, each.end);
  }
  return pieces.length === 0 ? span : { start: pieces[0]!.span.start, end };
}
