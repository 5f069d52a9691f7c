/** Which option was meant by a letter that iptables does not know. */

import { resolveShortOption } from '../modules/option-names';
import type { Fix } from './finding';
import { isKnownThere, longOptionMeant } from './long-option';
import type { ProblemPlace } from './rule-check';
import { wordFix } from './rule-fixes';

/** What is wrong and what to type. */
export function explainLetter({ problem: { word } }: ProblemPlace): string {
  const long = longOptionMeant(word);
  if (long) return `${word} is a long option with one dash: write ${long}.`;
  const meant = shortOptionMeant(word);
  return meant ? `${word} is no option; did you mean ${meant}?` : `${word} is no option.`;
}

/** The long option with both dashes, or the letter in the other case. */
export function letterFixes(place: ProblemPlace): Fix[] {
  const { line, problem } = place;
  const long = longOptionMeant(problem.word);
  if (long) return [wordFix(place, long, isKnownThere(place, long))];
  const meant = shortOptionMeant(problem.word);
  const isWhole = meant && problem.end - problem.start === meant.length && line.text[problem.start] === '-';
  return isWhole ? [wordFix(place, meant, false)] : [];
}

/** `-A` for `-a`: the option with the same letter in the other case. Undefined when there is none. */
function shortOptionMeant(word: string): string | undefined {
  const letter = /^-([a-zA-Z])$/.exec(word)?.[1];
  if (letter === undefined) return undefined;
  const other = letter === letter.toUpperCase() ? letter.toLowerCase() : letter.toUpperCase();
  return resolveShortOption(other) && `-${other}`;
}
