/** What a line means that has other values than one that was read: its action is made of that one's. */

import { once } from '../ruleset/once';
import type { Rule } from '../ruleset/rule';
import { commandOf, targetOf } from '../ruleset/rule-summary';
import type { Family } from '../ruleset/tables';
import type { MappedText } from '../shell/mapped-text';
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

/** The words of a line by their index. */
interface Places {
  restored: readonly Choice[];
  appended: readonly Choice[];
  rule: readonly Choice[];
  chain: number;
  table: number;
  target: number;
  outline: Outline;
  /** Of the fields that are compared; -1 where there is none. */
  values: readonly number[];
  limits: readonly number[];
}

interface Choice {
  at: number;
  instead: string | undefined;
}

export function patternOf(action: Action): Pattern {
  return { action, places: once(() => placesOf(action)) };
}

function placesOf({ rule: read, limits }: Action): Places {
  const rule = read();
  const { words } = rule;
  const at = (word: Word | undefined) => (word ? words.indexOf(word) : -1);
  const outline = outlineOf(rule);
  return {
    restored: choicesOf(rule, keptWords(rule, isBeside)),
    appended: choicesOf(rule, appendedWords(rule, isOfCommand)),
    rule: choicesOf(
      rule,
      appendedWords(rule, (part) => !isOfRule(part)),
    ),
    chain: at(commandOf(rule)?.values[0]),
    table: at(tableGiven(rule)),
    target: at(targetOf(rule)?.values[0]),
    outline,
    values: outline.words.map(at),
    limits: limits.map(({ start }) => words.findLastIndex((word) => word.start <= start)),
  };
}

function choicesOf({ words }: Rule, chosen: readonly ChosenWord[]): Choice[] {
  return chosen.map(({ start, instead }) => ({ at: words.findIndex((word) => word.start === start), instead }));
}

/** The action of a line with these words in the place of those of the pattern. */
export function withValues(
  { action, places }: Pattern,
  line: MappedText,
  words: readonly Word[],
  family: Family,
): Action {
  const at = places();
  const choose = (text: MappedText, choices: readonly Choice[]) =>
    text === action.line
      ? line
      : joinWords(
          line,
          choices.map((choice) => chosen(words, choice)),
        );
  const restored = choose(action.restored, at.restored);
  const appended = action.appended && choose(action.appended, at.appended);
  const [before] = action.rules;
  const target = before!.target && nameOf(line, words[at.target]!);
  return {
    ...action,
    line,
    restored,
    appended,
    rule: once(() => readText(line.text, family)),
    table: action.table && nameOf(line, words[at.table]!),
    chain: nameOf(line, words[at.chain]!),
    rules: [
      {
        line: appended && before!.line === action.appended ? appended : choose(before!.line, at.rule),
        target,
        next: before!.next && target,
        same: comparable(
          line,
          at.outline,
          at.values.map((index) => words[index]),
          family,
        ),
      },
    ],
    limits: action.limits.map((limit, index) => {
      const shift = words[at.limits[index]!]!.start - action.rule().words[at.limits[index]!]!.start;
      return { ...limit, start: limit.start + shift, end: limit.end + shift };
    }),
  };
}

function chosen(words: readonly Word[], { at, instead }: Choice): ChosenWord {
  const word = words[at]!;
  return instead === undefined ? word : { start: word.start, end: word.end, instead };
}
