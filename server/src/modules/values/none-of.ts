// The fault of a text that is none of the words of a list.

import { mostSimilar } from '../similar';
import type { Word } from '../types';
import { allSpellings } from './find-word';
import { invalid, meant, type Part, shown } from './part';
import type { ValueFault } from './value-fault';

/** What of a list is spelt out, in characters. */
const longestList = 100;

/**
 * A part that is not one of these words. `what` it should be is a phrase such as `a connection state`. The right word is put in
 * where only the case is wrong, and offered where it is similar; else `listed` words are told.
 */
export function noneOf(part: Part, what: string, words: readonly string[], listed = words): ValueFault {
  const sameWord = words.find((word) => word.toLowerCase() === part.text.toLowerCase());
  const similar = sameWord ?? mostSimilar(part.text, words);
  const problem = part.text === '' ? `A word is missing: ${what}.` : `${shown(part.text)} is not ${what}.`;
  const fault = invalid(part, `${problem} Write ${similar ?? list(listed)}.`);
  return similar === undefined ? fault : meant(fault, similar, sameWord !== undefined);
}

/** The same for words with other spellings, which are not listed. */
export function noneOfWords(part: Part, what: string, words: readonly Word[]): ValueFault {
  return noneOf(
    part,
    what,
    allSpellings(words),
    words.map(({ word }) => word),
  );
}

/** `a, b or c`; of a long list the first ones. */
function list(words: readonly string[]): string {
  const fitting = words.filter((_, index) => words.slice(0, index + 1).join(', ').length <= longestList);
  if (fitting.length < words.length) return `${fitting.join(', ')} or another`;
  return words.join(', ').replace(/, (?=\S+$)/, ' or ');
}
