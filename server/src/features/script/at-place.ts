/** Which call of iptables stands at a place of a script, and which letter of its line. */

import type { ReadScript } from '../../effect/read-effect';
import type { Call } from '../../effect/tables';
import type { Transcript } from '../../effect/transcript';
import type { MappedText } from '../../shell/mapped-text';
import type { Piece } from '../../shell/word';
import { type Span, touches } from '../../syntax/span';

/** A letter of a line, and the piece that it comes from. */
interface Letter {
  column: number;
  piece: Piece;
}

/** The letter of a line that stands at an offset of the script, or was put there by an expansion; the first of several. */
export function letterAt({ text, parts }: MappedText, offset: number): Letter | undefined {
  let made: Letter | undefined;
  for (const { at, piece } of parts) {
    const { span, exact } = piece;
    if (span.end <= span.start || !touches(span, offset)) continue;
    if (exact) return { column: at + offset - span.start, piece };
    made ??= at < text.length ? { column: at, piece } : undefined;
  }
  return made;
}

/** A line of a transcript with the letter that stands at a place. */
export interface LineAt {
  transcript: Transcript;
  index: number;
  call: Call;
  line: MappedText;
  letter: Letter;
}

/** The lines that an offset of the script brings letters to: several in loops and in functions that are called more than once. */
export function linesAt({ transcripts }: ReadScript, offset: number): LineAt[] {
  const found: LineAt[] = [];
  for (const transcript of transcripts)
    transcript.lines.forEach((each, index) => {
      const letter = each && mayStandAt(each.call, offset) && letterAt(each.line, offset);
      if (letter) found.push({ transcript, index, ...each, letter });
    });
  return found.sort((a, b) => Number(b.letter.piece.exact) - Number(a.letter.piece.exact));
}

/** What a call is made of stands in it, or where the functions around it were called; what iptables-restore reads may stand anywhere. */
export function mayStandAt(call: Call, offset: number): boolean {
  return call.kind === 'restore' || placesOf(call).some((span) => touches(span, offset));
}

/** The places of a call: itself, and the calls of the functions around it, the innermost first. */
export function placesOf({ span, calls }: Call): Span[] {
  return [span, ...calls.toReversed()];
}
