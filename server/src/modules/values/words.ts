// Words of fixed lists.

import type { Value, Word } from '../types';
import { readCNumber } from './c-number';
import { allSpellings, begunBy, findWord } from './find-word';
import { icmpTypeFault, mobilityTypeFault } from './icmp-type';
import { noneOfWords } from './none-of';
import { halves, invalid, type Part, shown, split, wholeOf } from './part';
import { sctpChunksFault, tcpFlagsFault, tcpOptionsFault } from './transport-words';
import type { ValueChecks, ValueFault, ValueOf } from './value-fault';

type Kinds =
  | 'word'
  | 'words'
  | 'log-level'
  | 'dscp-class'
  | 'icmp-type'
  | 'mobility-type'
  | 'tcp-flags'
  | 'tcp-options'
  | 'sctp-chunks';

export const wordChecks: ValueChecks<Kinds> = {
  word: ({ words, matching }, text) =>
    findWord(words, text, matching) ? undefined : noneOfWords(wholeOf(text), 'a word that this option knows', words),
  words: wordsFault,
  'log-level': logLevelFault,
  'dscp-class': dscpClassFault,
  'icmp-type': icmpTypeFault,
  'mobility-type': mobilityTypeFault,
  'tcp-flags': (_, text) => tcpFlagsFault(text),
  'tcp-options': tcpOptionsFault,
  'sctp-chunks': sctpChunksFault,
};

function wordsFault(value: ValueOf<'words'>, text: string): ValueFault | undefined {
  for (const item of itemsOf(value, text)) {
    if (item.text === '') {
      if (value.emptyItems) continue;
      const what = text === '' ? 'A word is missing' : 'There is a comma too many';
      return invalid(item, `${what}. Write ${allSpellings(value.words).slice(0, 2).join(',')} or the like.`);
    }
    if (findWord(value.words, item.text, value.matching)) continue;
    if (/[ |;:+]/.test(item.text) && !item.text.startsWith(' '))
      return invalid(item, `${shown(item.text)} is not one word of the list. Put a comma between words, and no blank.`);
    return noneOfWords(item, 'a word that this option knows', value.words);
  }
  return undefined;
}

/** The places of commas and bars are the same when bars become commas. */
function itemsOf({ separators }: ValueOf<'words'>, text: string): Part[] {
  return split(wholeOf(separators === ',|' ? text.replaceAll('|', ',') : text), ',');
}

function logLevelFault({ words }: ValueOf<'log-level'>, text: string): ValueFault | undefined {
  const number = readCNumber(text);
  if (number === undefined ? findWord(words, text, 'exact') : number <= 7) return undefined;
  return noneOfWords(wholeOf(text), 'a log level, 0 to 7 or a name in small letters', words);
}

function dscpClassFault(value: ValueOf<'dscp-class'>, text: string): ValueFault | undefined {
  return dscpClass(value, text) ? undefined : noneOfWords(wholeOf(text), 'a DSCP class', value.words);
}

function dscpClass({ words, trailing }: ValueOf<'dscp-class'>, text: string): Word | undefined {
  const given = text.toUpperCase();
  return words.find(({ word }) => (trailing ? given.startsWith(word) : given === word));
}

/** A listed word that a value names, and the place in the value where it does. */
export interface NamedWord {
  word: Word;
  start: number;
  end: number;
}

/** The words of its list that a value names, in their order; numbers and what is no word of the list are left out. */
export function wordsIn(value: Value, text: string): NamedWord[] {
  if (!('words' in value)) return [];
  return partsOf(value, text).flatMap((part) => {
    const word = part.text === '' && value.kind !== 'word' ? undefined : wordOf(value, part.text);
    return word ? [{ word, start: part.start, end: part.start + part.text.length }] : [];
  });
}

type ValueWithWords = Extract<Value, { words: readonly Word[] }>;

function partsOf(value: ValueWithWords, text: string): Part[] {
  switch (value.kind) {
    case 'words':
      return itemsOf(value, text);
    case 'tcp-options':
    case 'ipv6-headers':
      return split(wholeOf(text), ',');
    case 'sctp-chunks':
      return split(wholeOf(text), ',').map((item) => halves(item, ':').before);
    case 'mobility-type':
      return split(wholeOf(text), ':');
    default:
      return [wholeOf(text)];
  }
}

function wordOf(value: ValueWithWords, text: string): Word | undefined {
  switch (value.kind) {
    case 'word':
    case 'words':
      return findWord(value.words, text, value.matching);
    case 'dscp-class':
      return dscpClass(value, text);
    case 'icmp-type': {
      const found = begunBy(value.words, text);
      return found.length === 1 ? found[0]!.word : undefined;
    }
    case 'mobility-type':
      return findWord(value.words, text, 'beginning');
    case 'log-level':
    case 'tcp-options':
      return findWord(value.words, text, 'exact');
    default:
      return findWord(value.words, text, 'any-case');
  }
}
