/** A text that is read as shell: the script itself, or what it hands to `sh -c` or `eval`. */

import type { Span } from '../syntax/span';
import { type MappedText, mapPieces, partAt, scriptPlace } from './mapped-text';
import type { Piece } from './word';

export interface Source {
  text: string;
  /** The place in the script of a part of the text. */
  place(start: number, end: number): Span;
  /** True when the letters of that part stand in the script as they are. */
  exact(start: number, end: number): boolean;
  /** Values not known here, by the offset of the letter that stands for them. */
  holes: ReadonlyMap<number, Piece>;
}

const noHoles: ReadonlyMap<number, Piece> = new Map();
const standIn = '_';

/** The script itself, or a part of it that stands at an offset. */
export function scriptSource(text: string, at = 0): Source {
  return { text, place: (start, end) => ({ start: at + start, end: at + end }), exact: () => true, holes: noHoles };
}

/** A part of a source, with offsets of its own. */
export function partOf(source: Source, { start, end }: Span): Source {
  const holes =
    source.holes.size === 0 ? noHoles : new Map([...source.holes].map(([at, piece]) => [at - start, piece]));
  return {
    text: source.text.slice(start, end),
    place: (from, to) => source.place(from + start, to + start),
    exact: (from, to) => source.exact(from + start, to + start),
    holes,
  };
}

/** A value that is read as shell. */
export function sourceOf(pieces: readonly Piece[]): Source {
  const mapped = mapPieces(pieces, () => standIn);
  const holes = new Map<number, Piece>();
  for (const { at, piece } of mapped.parts) if (piece.text === undefined) holes.set(at, piece);
  const exact = (start: number, end: number) => isExact(mapped, start, end);
  return { text: mapped.text, place: (start, end) => scriptPlace(mapped, start, end), exact, holes };
}

function isExact(mapped: MappedText, start: number, end: number): boolean {
  const { start: from, end: to } = scriptPlace(mapped, start, end);
  if (to - from !== end - start) return false;
  for (let i = partAt(mapped, start); i < mapped.parts.length && mapped.parts[i]!.at < end; i++)
    if (!mapped.parts[i]!.piece.exact) return false;
  return true;
}
