/** Keeps titles short: they are cut between alternatives only, so that what is left stays true. */

/** Alternatives, each true on its own, and what is said of them all. */
export interface Piece {
  alternatives: readonly string[];
  tail: string;
}

/** Longer titles are cut; only a single alternative may be longer. */
export const maxTitle = 180;

const rest = '… (click for all)';

/** The alternatives with `; ` between them, the pieces with the separator: as many as fit, and at least one. */
export function fitTitle(pieces: readonly Piece[], separator: string): string {
  const whole = pieces.map((piece) => textOf(piece, piece.alternatives.length)).join(separator);
  if (whole.length <= maxTitle) return whole;
  let title = '';
  for (const [i, piece] of pieces.entries()) {
    const before = i > 0 ? separator : '';
    const behind = i < pieces.length - 1 ? separator.length + rest.length : 0;
    const count = countThatFits(piece, maxTitle - title.length - before.length - behind);
    if (count === 0 && i > 0) return title.includes(rest) ? title : title + separator + rest;
    title += before + textOf(piece, Math.max(count, 1));
  }
  return title;
}

function countThatFits(piece: Piece, room: number): number {
  let count = piece.alternatives.length;
  while (count > 0 && textOf(piece, count).length > room) count--;
  return count;
}

function textOf({ alternatives, tail }: Piece, count: number): string {
  const shown = alternatives.slice(0, count);
  return [...shown, ...(count < alternatives.length ? [rest] : [])].join('; ') + tail;
}
