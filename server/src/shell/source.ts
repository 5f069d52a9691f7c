/** A text that is read as shell: the script itself, or what it hands to `sh -c` or `eval`. */

import type { Span } from '../syntax/span';
import { type MappedText, mapPieces, partAt, scriptPlace } from './mapped-text';
import { type Passage, placesOf } from './passages';
import type { Piece } from './word';

export interface Source {
  text: string;
  /** The place in the script of a part of the text. */
  place(start: number, end: number): Span;
  /** True when the letters of that part stand in the script as they are. */
  exact(start: number, end: number): boolean;
  /** Values not known here, by the offset of the letter that stands for them. */
  holes: ReadonlyMap<number, Piece>;
  /** Of the script's own text, the places in a part of it that do not follow the one before; undefined for texts that the script made. */
  breaksIn?(start: number, end: number): readonly number[];
}

/** Letters of the script's own text, and where they stand: the place of the first, and those that do not follow the one before. */
export interface Letters {
  text: string;
  place: number;
  breaks: readonly number[];
}

/** The letters of a stretch; undefined in a text that the script made. */
export function lettersAt({ text, place, breaksIn }: Source, { start, end }: Span): Letters | undefined {
  return breaksIn && { text: text.slice(start, end), place: place(start, end).start, breaks: breaksIn(start, end) };
}

/** True when the same letters stand at the same places. */
export function areSameLetters(a: Letters, b: Letters): boolean {
  if (a.text !== b.text || a.place !== b.place || a.breaks.length !== b.breaks.length) return false;
  return a.breaks.every((place, index) => place === b.breaks[index]);
}

const none: readonly number[] = [];
const noHoles: ReadonlyMap<number, Piece> = new Map();
const standIn = '_';

/** A text of the script itself, in passages. */
export function scriptSource(text: string, passages: readonly Passage[]): Source {
  const [first, ...others] = passages;
  const at = first?.at ?? 0;
  if (others.length === 0)
    return {
      text,
      place: (start, end) => ({ start: at + start, end: at + end }),
      exact: () => true,
      holes: noHoles,
      breaksIn: () => none,
    };
  const { spanOf, isWhole, breaksIn } = placesOf(passages);
  return { text, place: spanOf, exact: isWhole, holes: noHoles, breaksIn };
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

/** Of several pieces the letters may stand apart, even where their places happen to follow each other. */
function isExact({ parts }: MappedText, start: number, end: number): boolean {
  const first = partAt({ parts }, start);
  return parts[first]?.piece.exact === true && partAt({ parts }, Math.max(start, end - 1)) === first;
}
