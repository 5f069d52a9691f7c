/** Words of fixed lists in words: what each means, and lists of them in a sentence. */

import type { IcmpWord, Value, Word, WordMatching } from '../../modules/types';
import { findWord as findIn } from '../../modules/values/find-word';
import { orList } from '../../packets/phrases';
import { andList } from '../markdown';
import { type Decoders, meaning, type ValueMeaning } from './meaning';
import { wholeNumber } from './quantities';
import { tcpOptionName } from './tcp-options';

type Kinds =
  | 'word'
  | 'words'
  | 'log-level'
  | 'dscp-class'
  | 'icmp-type'
  | 'mobility-type'
  | 'tcp-options'
  | 'sctp-chunks'
  | 'ipv6-headers';

export const wordDecoders: Decoders<Kinds> = {
  word: (value, text) => {
    const word = findWord(value, text);
    return word && wordMeaning(word);
  },
  words: (value, text, { unit }) =>
    listMeaning(value, text.split(value.separators === ',' ? ',' : /[,|]/), unit === 'all-of' ? andList : orList),
  'log-level': (value, text) => {
    const number = wholeNumber(text);
    const word = value.words.find((each) => (number === undefined ? isNamed(each, text) : each.number === number));
    return (
      word && { phrase: `${word.number} (${word.word})`, is: `level ${word.number}, ${word.word}: ${word.meaning}` }
    );
  },
  'dscp-class': (value, text) => {
    const word = findWord(value, text);
    return word && { phrase: `${word.word} (${word.number})`, is: `${word.meaning}; number ${word.number}` };
  },
  'icmp-type': (value, text) => icmp(value.words, text),
  'mobility-type': (value, text) => mobility(value.words, text),
  'tcp-options': (value, text) => {
    const items = text.split(',').map((item) => tcpOption(value.words, item));
    return items.includes(undefined) ? undefined : meaning(andList(items.map((item) => item!)));
  },
  'sctp-chunks': (value, text) => chunks(value.words, text),
  'ipv6-headers': (value, text) => listMeaning(value, text.split(','), andList),
};

/** The word of the list that a text means; undefined for none. */
export function findWord(value: Value & { words: readonly Word[] }, text: string): Word | undefined {
  return text === '' ? undefined : findIn(value.words, text, matchingOf(value));
}

function matchingOf(value: Value & { words: readonly Word[] }): WordMatching {
  if ('matching' in value) return value.matching;
  return value.kind === 'icmp-type' ? 'beginning' : 'any-case';
}

function isNamed({ word, aliases = [] }: Word, text: string): boolean {
  return word === text || aliases.includes(text);
}

/** In a sentence the word itself says enough; its meaning is for the title. */
function wordMeaning({ word, meaning }: Word): ValueMeaning {
  return { phrase: word, is: meaning, meanings: meaning };
}

function listMeaning(
  value: Value & { words: readonly Word[] },
  texts: readonly string[],
  join: (items: readonly string[]) => string,
): ValueMeaning | undefined {
  const found = texts.filter((text) => text !== '').map((text) => byNameOrNumber(value, text));
  if (found.length === 0 || found.includes(undefined)) return undefined;
  const words = [...new Set(found.map((word) => word!))];
  if (words.length === 1) return wordMeaning(words[0]!);
  const phrase = join(words.map(({ word }) => word));
  const meanings = join(words.map(({ meaning }) => meaning));
  return { phrase, meanings, more: words.map(({ word, meaning }) => `${word}: ${meaning}.`) };
}

function byNameOrNumber(value: Value & { words: readonly Word[] }, text: string): Word | undefined {
  const word = findWord(value, text);
  if (word || value.kind !== 'ipv6-headers') return word;
  const number = wholeNumber(text);
  return value.words.find((each) => each.number !== undefined && each.number === number);
}

/** `type[/code]` or a name, each told in the other. */
function icmp(words: readonly IcmpWord[], text: string): ValueMeaning | undefined {
  const [first = '', second, ...others] = text.split('/');
  const type = wholeNumber(first);
  if (type === undefined) {
    const word = findWord({ kind: 'icmp-type', words }, text);
    return word && icmpMeaning(word as IcmpWord, typeOf(words, word as IcmpWord));
  }
  const code = second === undefined ? undefined : wholeNumber(second);
  if (others.length > 0 || (second !== undefined && code === undefined)) return undefined;
  const word = words.find((each) => each.type === type && each.code === code);
  if (word) return icmpMeaning(word, typeOf(words, word));
  const whole = words.find((each) => each.type === type && each.code === undefined);
  const phrase = `type ${type}${code === undefined ? '' : ` code ${code}`}${whole ? ` (${whole.word})` : ''}`;
  return { phrase, ...(whole && { is: `${whole.word}${code === undefined ? '' : `, code ${code}`}` }) };
}

function typeOf(words: readonly IcmpWord[], word: IcmpWord): IcmpWord | undefined {
  return word.code === undefined ? undefined : words.find((each) => each.type === word.type && each.code === undefined);
}

function icmpMeaning(word: IcmpWord, whole: IcmpWord | undefined): ValueMeaning {
  const number = word.type === 255 ? '' : `type ${word.type}${word.code === undefined ? '' : `, code ${word.code}`}: `;
  const kind = whole ? [`It is a kind of ${whole.word}.`] : [];
  return { phrase: `type ${word.word}`, is: `${word.word}, ${number}${word.meaning}`, more: kind };
}

function mobility(words: readonly Word[], text: string): ValueMeaning | undefined {
  const ends = text.split(':');
  const found = ends.map((end) => {
    const number = wholeNumber(end);
    if (number === undefined)
      return words.find(({ word, aliases = [] }) =>
        [word, ...aliases].some((name) => name.startsWith(end.toLowerCase())),
      );
    return words.find((word) => word.number === number) ?? { word: `type ${number}`, meaning: `type ${number}` };
  });
  if (ends.length > 2 || ends.includes('') || found.includes(undefined)) return undefined;
  const [first, last] = found;
  if (last) return meaning(`${first!.word} to ${last.word}`);
  return { phrase: first!.word, is: `type ${first!.number}: ${first!.meaning}` };
}

function tcpOption(words: readonly Word[], text: string): string | undefined {
  const number = wholeNumber(text);
  if (number !== undefined) return `${number} (${tcpOptionName(Number(number))})`;
  const word = words.find((each) => each.word === text);
  return word && `${word.word} (${word.meaning})`;
}

/** `DATA:Be,INIT`: a capital for a flag that is set, a small letter for one that is not. */
function chunks(words: readonly Word[], text: string): ValueMeaning | undefined {
  if (/^all$/i.test(text)) return meaning('every chunk type');
  if (/^none$/i.test(text)) return meaning('no chunk');
  const items = text.split(',').map((item) => {
    const [name = '', flags = ''] = item.split(':');
    const word = words.find((each) => each.word === name.toUpperCase());
    if (!word || !/^[A-Za-z]{0,4}$/.test(flags)) return undefined;
    const parts = [...flags].map((flag) => `${flag.toUpperCase()} ${flag === flag.toUpperCase() ? 'set' : 'clear'}`);
    return {
      text: word.word + (parts.length > 0 ? ` (${parts.join(', ')})` : ''),
      more: `${word.word}: ${word.meaning}.`,
    };
  });
  if (items.includes(undefined)) return undefined;
  return meaning(andList(items.map((item) => item!.text)), ...items.map((item) => item!.more));
}
