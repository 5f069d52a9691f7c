// How words of a list are recognised.

import type { Word, WordMatching } from '../types';

/** The word that a text names in one of its spellings; an exact one goes before one that only begins so. */
export function findWord<W extends Word>(words: readonly W[], text: string, matching: WordMatching): W | undefined {
  const exact = words.find(({ word, aliases }) => word === text || aliases?.includes(text));
  if (exact || matching === 'exact') return exact;
  const wanted = text.toLowerCase();
  const begun = matching === 'beginning' ? (name: string) => name.toLowerCase().startsWith(wanted) : () => false;
  return (
    words.find((word) => spellingsOf(word).some((name) => name.toLowerCase() === wanted)) ??
    words.find((word) => spellingsOf(word).some(begun))
  );
}

/** Every spelling that begins with a text in any case, in the order of the list. */
export function begunBy<W extends Word>(words: readonly W[], text: string): { word: W; spelling: string }[] {
  const wanted = text.toLowerCase();
  return words.flatMap((word) =>
    spellingsOf(word)
      .filter((spelling) => spelling.toLowerCase().startsWith(wanted))
      .map((spelling) => ({ word, spelling })),
  );
}

export function spellingsOf({ word, aliases }: Word): readonly string[] {
  return aliases ? [word, ...aliases] : [word];
}

export function allSpellings(words: readonly Word[]): string[] {
  return words.flatMap(spellingsOf);
}
