/** Marks and type-of-service octets in words: which bits are compared, set, cleared and flipped. */

import type { Word } from '../../modules/types';
import { parseMark } from '../../packets/numbers';
import type { Decoders, ValueContext, ValueMeaning } from './meaning';
import { bitWords, hex } from './quantities';
import { findWord } from './words';

const all = 0xffffffff;

export const markDecoders: Decoders<'mark' | 'tos'> = {
  mark: (_, text, context) => markMeaning(text, all, context),
  tos: (value, text, context) => {
    const word = findWord(value, text);
    return word ? tosWord(word, context) : markMeaning(text, 0xff, context);
  },
};

/** The mask that a TOS name stands for (libxt_tos: the six lower bits). */
const tosWordMask = 0x3f;

function tosWord(word: Word, { unit }: ValueContext): ValueMeaning {
  const number = word.number ?? 0;
  const what = unit === 'set-tos' ? xmarkWords(number, tosWordMask, 0xff) : compareWords(number, tosWordMask, 0xff);
  return { phrase: what.phrase, is: `${word.word}: ${word.meaning}`, more: what.more };
}

function markMeaning(text: string, whole: number, { unit }: ValueContext): ValueMeaning | undefined {
  const mark = parseMark(text);
  if (!mark || mark.value > whole) return undefined;
  const mask = text.includes('/') ? mark.mask : whole;
  if (unit === 'set-xmark' || unit === 'set-tos') return xmarkWords(mark.value, mask, whole);
  // --set-mark clears mask and value before it sets the value (libxt_MARK: mask | value).
  if (unit === 'set-mark') return xmarkWords(mark.value, (mask | mark.value) >>> 0, whole);
  const words = compareWords(mark.value, mask, whole);
  return { ...words, is: `${whole === all ? 'mark' : 'TOS'} ${words.phrase}` };
}

function compareWords(value: number, mask: number, whole: number): Required<Pick<ValueMeaning, 'phrase' | 'more'>> {
  const decimal = `${hex(value)} is ${value} in decimal.`;
  if (mask === whole) return { phrase: hex(value), more: [decimal] };
  if (mask === 0)
    return { phrase: value === 0 ? 'of any value' : `${hex(value)}, which never matches`, more: [decimal] };
  const compared = `Compared ${bitWords(mask).startsWith('bits') ? 'are' : 'is'} ${bitWords(mask)}; the others may be anything.`;
  const outside = (value & ~mask) >>> 0;
  const never = outside === 0 ? [] : [`${hex(outside)} lies outside the mask, so this never matches.`];
  if (value === mask) return { phrase: `${bitPhrase(mask)} set`, more: [decimal, compared] };
  if (value === 0) return { phrase: `${bitPhrase(mask)} clear`, more: [compared] };
  return { phrase: `${hex(value)} in the bits ${hex(mask)}`, more: [decimal, compared, ...never] };
}

/** What becomes of a mark: the bits of the mask are cleared, then those of the value flipped. */
function xmarkWords(value: number, mask: number, whole: number): Required<Pick<ValueMeaning, 'phrase' | 'more'>> {
  const decimal = `${hex(value)} is ${value} in decimal.`;
  const noun = whole === 0xff ? 'the TOS octet' : 'the mark';
  if (mask === whole) return { phrase: `${noun} set to ${hex(value)}`, more: [decimal, 'The old value is lost.'] };
  const set = (value & mask) >>> 0;
  const flipped = (value & ~mask) >>> 0;
  const cleared = (mask & ~value) >>> 0;
  const more = [
    set && `Set: ${bitWords(set)}.`,
    cleared && `Cleared: ${bitWords(cleared)}.`,
    flipped && `Flipped: ${bitWords(flipped)}.`,
    'All other bits stay.',
  ].filter((each): each is string => typeof each === 'string');
  return { phrase: changeWords(noun, { value, mask, set, cleared, flipped }), more: [decimal, ...more] };
}

interface BitChange {
  value: number;
  mask: number;
  set: number;
  cleared: number;
  flipped: number;
}

function changeWords(noun: string, { value, mask, set, cleared, flipped }: BitChange): string {
  if (set && !cleared && !flipped) return `${bitPhrase(set)} of ${noun} set`;
  if (cleared && !set && !flipped) return `${bitPhrase(cleared)} of ${noun} cleared`;
  if (flipped && !set && !cleared) return `${bitPhrase(flipped)} of ${noun} flipped`;
  if (!flipped)
    return set || cleared ? `${noun} set to ${hex(value)} in the bits ${hex(mask)}` : `${noun} left as it is`;
  return `the bits ${hex(mask)} of ${noun} cleared, then ${hex(value)} flipped`;
}

function bitPhrase(bits: number): string {
  const single = (bits & (bits - 1)) === 0;
  return `${single ? 'bit' : 'bits'} ${hex(bits)}`;
}
