/** Offsets of a text as lines and columns, and back. */

import type { Place } from './dump';
import { lastUpTo } from './last-up-to';

/** Where each line of a text begins. */
export function lineStartsOf(text: string): number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}

/** The place of an offset; one beyond the text stands behind its last line's begin. */
export function placeAt(starts: readonly number[], offset: number): Place {
  const line = Math.max(
    0,
    lastUpTo(starts.length, (index) => starts[index]! <= offset),
  );
  return { line, column: offset - starts[line]! };
}

/** The offset of a place; undefined for a line that the text does not have. */
export function offsetAt(starts: readonly number[], { line, column }: Place): number | undefined {
  const start = starts[line];
  return start === undefined ? undefined : start + column;
}
