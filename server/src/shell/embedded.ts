/** Files that hold shell in lines of their own, and how their words are written for a shell. */

import type { Context } from './context';
import type { Command } from './steps';
import { literal, type Piece } from './word';

/** A text that a shell runs. */
export interface EmbeddedScript {
  /** The text: pieces keep its way back into the file. */
  pieces: readonly Piece[];
  /** `shared` runs in the shell that all others see, `own` in one of its own, `aside` is not run with the others, `after` neither, but before they run again. */
  shell: 'shared' | 'own' | 'aside' | 'after';
  /** The shell's; that of the file where it is not said. */
  dialect?: Context['dialect'] | undefined;
  /** Where it runs: other places have other tables. */
  place: string;
  /** True when everything ends with the first failure: behind `a &&` is what happens. */
  failureEnds?: boolean;
  /** Who takes the words of its commands apart; a shell where it is not said. */
  readBy?: Command['readBy'];
}

/** Text that stands nowhere in the file. */
export function glue(text: string, at: number): Piece {
  return literal(text, { start: at, end: at }, false);
}

/** A part of the file as it stands. */
export function verbatim(text: string, start: number, end: number): Piece {
  return literal(text.slice(start, end), { start, end });
}

/** A word's pieces, so that a shell makes one word of them and expands nothing. */
export function quotedForShell(pieces: readonly Piece[], at: number): Piece[] {
  if (pieces.length === 0) return [glue("''", at)];
  return pieces.flatMap((piece) => quotedPiece(piece));
}

function quotedPiece(piece: Piece): Piece[] {
  const { text, span } = piece;
  if (text === undefined) return [glue('"', span.start), piece, glue('"', span.end)];
  if (/^[\w\-./:=,+@%]+$/.test(text)) return [piece];
  if (text.includes("'"))
    return [
      glue('"', span.start),
      { ...piece, text: text.replace(/["\\$`]/g, '\\$&'), exact: false },
      glue('"', span.end),
    ];
  return [glue("'", span.start), piece, glue("'", span.end)];
}

/** The logical line that begins at an offset: its parts without continuations, and the offset of the next line. */
export function joinedLine(
  text: string,
  from: number,
  continuation = '\\',
  isComment = /^[ \t]*#/,
): { parts: { start: number; end: number }[]; next: number } {
  const parts: { start: number; end: number }[] = [];
  for (let start = from; ; ) {
    const newline = text.indexOf('\n', start);
    const end = newline < 0 ? text.length : newline;
    const next = Math.min(end + 1, text.length);
    const comment = isComment.test(text.slice(start, Math.min(end, start + 200)));
    const dropped = comment && parts.length > 0;
    let stop = end;
    while (stop > start && ' \t\r'.includes(text[stop - 1]!)) stop--;
    const continues = !comment && stop > start && text[stop - 1] === continuation;
    if (!dropped) parts.push({ start, end: continues ? stop - 1 : stop });
    if ((!continues && !dropped) || next >= text.length) return { parts, next };
    start = next;
  }
}
