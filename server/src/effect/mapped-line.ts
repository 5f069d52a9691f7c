/** Cutting and joining lines of which each letter knows its place in the script. */

import { areKnown, deferred, type MappedText, mapPieces, partAt, scriptPlace } from '../shell/mapped-text';
import { literal, type Piece, type Word as ShellWord, slicePiece } from '../shell/word';
import type { Span } from '../syntax/span';
import type { Word } from '../syntax/words';
import type { Name } from './action';
import type { ChosenWord } from './rule-words';

/** The pieces of a text between two offsets; a value that is not known stays whole. */
export function cut({ text, parts }: MappedText, start: number, end: number): Piece[] {
  const pieces: Piece[] = [];
  for (let i = partAt({ parts }, start); i < parts.length && parts[i]!.at < end; i++) {
    const { at, piece } = parts[i]!;
    const length = (parts[i + 1]?.at ?? text.length) - at;
    if (at + length <= start) continue;
    pieces.push(slicePiece(piece, Math.max(start - at, 0), Math.min(end - at, length)));
  }
  return pieces;
}

/** The parts of a text one behind the other, with blanks between. */
function joinParts(parts: readonly (readonly Piece[])[]): MappedText {
  const joined: Piece[] = [];
  for (const [index, pieces] of parts.entries()) {
    if (index > 0) joined.push(blankBefore(pieces));
    for (const piece of pieces) joined.push(piece);
  }
  return mapPieces(joined);
}

/** Words of a line, one behind the other, with blanks between; a text stands for the word that comes with it. */
export function joinWords(line: MappedText, words: readonly ChosenWord[]): MappedText {
  let text = '';
  for (const { start, end, instead } of words) text += `${text && ' '}${instead ?? line.text.slice(start, end)}`;
  if (text === line.text) return line;
  return deferred(text, line.known, () =>
    joinParts(
      words.map(({ start, end, instead }) =>
        instead === undefined ? cut(line, start, end) : [made(instead, placeIn(line, { start, end }))],
      ),
    ),
  );
}

/** What a word of a line names. */
export function nameOf(line: MappedText, word: Word): Name {
  return { text: word.value, known: !hasUnknown(line, word) };
}

/** A text that two lines share only when they say the same, values that are not known here included. */
export function meaningOf(line: MappedText): string {
  if (line.known) return line.text;
  const unknown = line.parts.filter(({ piece }) => piece.text === undefined);
  const parts = unknown.map(({ at, piece: { name, origin, many, choices = [] } }) =>
    [at, name, origin, many, ...choices].join(' '),
  );
  return [line.text, ...parts].join('\0');
}

/** Letters that are not in the script, for a place in it. */
export function made(text: string, span: Span): Piece {
  return literal(text, span, false);
}

/** The text with what stands between two offsets replaced. */
export function replaced(mapped: MappedText, { start, end }: Span, pieces: readonly Piece[]): MappedText {
  return mapPieces([...cut(mapped, 0, start), ...pieces, ...cut(mapped, end, mapped.text.length)]);
}

/** Where in the script the text between two offsets comes from. */
function placeIn(mapped: MappedText, { start, end }: Span): Span {
  return scriptPlace(mapped, start, end);
}

/** True when something between the two offsets is not known here. */
export function hasUnknown(line: MappedText, { start, end }: Span): boolean {
  if (line.known) return false;
  const { text, parts } = line;
  for (let i = partAt({ parts }, start); i < parts.length && parts[i]!.at < Math.max(end, start + 1); i++)
    if (parts[i]!.piece.text === undefined && (parts[i + 1]?.at ?? text.length) > start) return true;
  return false;
}

/** Words whose unknown values have names that may stand in a line: no blanks, no quotes. */
export function withPlainNames(words: readonly ShellWord[]): ShellWord[] {
  if (areKnown(words)) return [...words];
  return words.map((word) =>
    word.pieces.every((piece) => withPlainName(piece) === piece)
      ? word
      : { ...word, pieces: word.pieces.map(withPlainName) },
  );
}

/** A piece whose name, when it is not known, may stand in a line. */
export function withPlainName(piece: Piece): Piece {
  if (piece.text !== undefined || !/[\s"]/.test(piece.name)) return piece;
  return { ...piece, name: `${piece.name.replaceAll('"', '').replace(/\s.*$/s, '')}…` };
}

function blankBefore([first]: readonly Piece[]): Piece {
  const at = first?.span.start ?? 0;
  return made(' ', { start: at, end: at });
}
