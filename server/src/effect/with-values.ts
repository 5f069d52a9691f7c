/** What a line means that has other values than one that was read: its action is made of that one's. */

import type { Rule } from '../ruleset/rule';
import type { PlaceLimit } from '../ruleset/rule-problem';
import { commandOf, targetOf } from '../ruleset/rule-summary';
import type { Family } from '../ruleset/tables';
import type { MappedText } from '../shell/mapped-text';
import { once } from '../syntax/once';
import type { Span } from '../syntax/span';
import type { Word } from '../syntax/words';
import type { Action } from './action';
import { comparable, type Outline, outlineOf } from './comparable';
import { joinWords, nameOf } from './mapped-line';
import {
  appendedWords,
  type ChosenWord,
  isBeside,
  isOfCommand,
  isOfRule,
  keptWords,
  readText,
  tableGiven,
} from './rule-words';

/** An action with one rule, and where in its line stands what it is made of. */
export interface Pattern {
  action: Action;
  places(): Places;
}

interface Places {
  restored: readonly Place<ChosenWord>[];
  appended: readonly Place<ChosenWord>[];
  rule: readonly Place<ChosenWord>[];
  chain: Place<Word>;
  table: Place<Word> | undefined;
  target: Place<Word> | undefined;
  outline: Outline;
  /** Of the fields that are compared. */
  values: readonly (Place<Word> | undefined)[];
  limits: readonly Place<PlaceLimit>[];
}

/** A word by its index, or letters inside of one that is the same in all lines. */
interface Place<Letters extends Span> {
  at: number;
  letters: Letters | undefined;
  /** Where the word begins in the line that was read. */
  from: number;
}

export function patternOf(action: Action): Pattern {
  return { action, places: once(() => placesOf(action)) };
}

function placesOf({ rule: read, limits }: Action): Places {
  const rule = read();
  const outline = outlineOf(rule);
  const at = <Letters extends Span>(letters: Letters) => placeOf(rule, letters);
  const ifAny = (word: Word | undefined) => word && at(word);
  return {
    restored: keptWords(rule, isBeside).map(at),
    appended: appendedWords(rule, isOfCommand).map(at),
    rule: appendedWords(rule, (part) => !isOfRule(part)).map(at),
    chain: at(commandOf(rule)!.values[0]!),
    table: ifAny(tableGiven(rule)),
    target: ifAny(targetOf(rule)?.values[0]),
    outline,
    values: outline.words.map(ifAny),
    limits: limits.map(at),
  };
}

function placeOf<Letters extends Span>({ words }: Rule, letters: Letters): Place<Letters> {
  const at = words.findLastIndex(({ start }) => start <= letters.start);
  const word = words[at]!;
  return { at, letters: Object.is(word, letters) ? undefined : letters, from: word.start };
}
/** What stands at a place in a line with these words. */
function at<Letters extends Span>(words: readonly Word[], { at, letters, from }: Place<Letters>): Letters | Word {
  const word = words[at]!;
  if (!letters) return word;
  const shift = word.start - from;
  return { ...letters, start: letters.start + shift, end: letters.end + shift };
}

/** The action of a line with these words in the place of those of the pattern. */
export function withValues(pattern: Pattern, line: MappedText, words: readonly Word[], family: Family): Action {
  const { action } = pattern;
  const places = pattern.places();
  const name = (place: Place<Word> | undefined) => place && nameOf(line, at(words, place));
  // With other blanks between its words than one the line is not what its words make.
  const isPlain = !/^\s|\s\s|\s$|\t/.test(line.text);
  const choose = (text: MappedText, chosen: readonly Place<ChosenWord>[]) =>
    text === action.line && isPlain
      ? line
      : joinWords(
          line,
          chosen.map((place) => at(words, place)),
        );
  const restored = choose(action.restored, places.restored);
  const appended = action.appended && choose(action.appended, places.appended);
  const before = action.rules[0]!;
  const target = name(places.target);
  const values = places.values.map((place) => place && at(words, place));
  return {
    ...action,
    line,
    restored,
    appended,
    rule: once(() => readText(line.text, family)),
    table: action.table && name(places.table),
    chain: name(places.chain),
    rules: [
      {
        line: appended && before.line === action.appended ? appended : choose(before.line, places.rule),
        target,
        next: before.next && target,
        same: comparable(line, places.outline, values, family),
      },
    ],
    limits: action.limits.map((limit, index) => ({ ...limit, ...spanOf(at(words, places.limits[index]!)) })),
  };
}

function spanOf({ start, end }: Span): Span {
  return { start, end };
}
