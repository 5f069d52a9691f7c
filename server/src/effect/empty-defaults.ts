/**
 * Defaults that are empty are there to be set, or what holds them is never run. So a line that iptables refuses with them is read once
 * more with values that are not known here.
 */

import { type Piece, unknown, type Word } from '../shell/word';

/** True when there is a default that is empty. */
export function hasEmptyDefault(pieces: readonly Piece[]): boolean {
  return pieces.some(({ settable }) => settable);
}

/** The words with values that are not known here in the place of empty defaults; undefined where there is none. */
export function withSetDefaults(words: readonly Word[]): Word[] | undefined {
  if (!words.some(({ pieces }) => hasEmptyDefault(pieces))) return undefined;
  return words.flatMap(({ pieces, span }) => {
    const own = pieces.filter(({ settable }) => !settable?.apart).map(asSet);
    const others = pieces.filter(({ settable }) => settable?.apart);
    return [{ pieces: own, span }, ...others.map((piece) => ({ pieces: [asSet(piece)], span: piece.span }))];
  });
}

/** A value that is not known here in the place of an empty default, and any other as it is. */
export function asSet(piece: Piece): Piece {
  const { settable, span } = piece;
  return settable ? unknown(settable.name, span, settable.many, settable.origin) : piece;
}
