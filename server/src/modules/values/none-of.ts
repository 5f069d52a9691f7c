// The fault of a text that is none of the words of a list.

import { mostSimilar } from '../similar';
import { invalid, meant, type Part, shown } from './part';
import type { ValueFault } from './value-fault';

/** Longer lists are not spelt out. */
const listedWords = 12;

/**
 * A part that is not one of these words. `what` it should be is a phrase such as `a connection state`. The right word is put in
 * where only the case is wrong, and offered where it is similar.
 */
export function noneOf(part: Part, what: string, words: readonly string[]): ValueFault {
  const sameWord = words.find((word) => word.toLowerCase() === part.text.toLowerCase());
  const similar = sameWord ?? mostSimilar(part.text, words);
  const allowed = words.length <= listedWords ? ` Write ${words.join(', ')}.`.replace(/, (?=\S+$)/, ' or ') : '';
  const problem = part.text === '' ? `A word is missing: ${what}.` : `${shown(part.text)} is not ${what}.`;
  const fault = invalid(part, problem + (similar === undefined ? allowed : ` Write ${similar}.`));
  return similar === undefined ? fault : meant(fault, similar, sameWord !== undefined);
}
