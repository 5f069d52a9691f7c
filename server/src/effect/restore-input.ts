/** What a call of iptables-restore reads. */

import type { Family } from '../ruleset/tables';
import { type MappedText, mapPieces } from '../shell/mapped-text';
import type { Restore } from '../shell/steps';
import { type Piece, slicePiece } from '../shell/word';
import { parseLine, type RuleLine } from '../syntax/line';
import { oncePer } from '../syntax/once';
import { actionOfLine, isRefusedSomewhere } from './action';
import { asSet, hasEmptyDefault } from './empty-defaults';
import { cut } from './mapped-line';

/** All that it reads, with unknown values for the empty defaults in lines that are refused with them; undefined when nobody knows. */
export const inputOf = oncePer(({ input, program: { family } }: Restore): readonly Piece[] | undefined => {
  if (!input || !hasEmptyDefault(input)) return input;
  return linesOf(input).flatMap((line) => (isTaken(line, family) ? line : line.map(asSet)));
});

/** The rule in a line: what stands behind blanks and counters. */
export function ruleIn(line: RuleLine, mapped: MappedText): MappedText {
  const from = line.counters?.end ?? line.from;
  const start = from + /^[ \t]*/.exec(line.text.slice(from))![0].length;
  return mapPieces(cut(mapped, start, line.text.length));
}

/** True for a line that says nothing, and for a rule that iptables takes. */
function isTaken(pieces: readonly Piece[], family: Family): boolean {
  if (!hasEmptyDefault(pieces)) return true;
  const mapped = mapPieces(pieces);
  const line = parseLine(mapped.text.replace(/\n$/, ''), '');
  if (line.kind === 'rule') return !isRefusedSomewhere(actionOfLine(ruleIn(line, mapped), family));
  return line.kind === 'blank' || line.kind === 'comment';
}

function linesOf(pieces: readonly Piece[]): Piece[][] {
  const lines: Piece[][] = [[]];
  for (const piece of pieces) {
    const ends = [...(piece.text ?? '').matchAll(/\n/g)].map(({ index }) => index + 1);
    for (const [at, from] of [0, ...ends].entries()) {
      if (at > 0) lines.push([]);
      lines.at(-1)!.push(slicePiece(piece, from, ends[at] ?? piece.text?.length ?? 0));
    }
  }
  return lines;
}
