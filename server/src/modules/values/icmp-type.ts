// Types of ICMP and Mobile IPv6 messages: numbers, or names by their beginning.

import { readCNumber, readCNumberAt } from './c-number';
import { begunBy, findWord } from './find-word';
import { noneOfWords } from './none-of';
import { halves, invalid, meant, type Part, shown, split, wholeOf } from './part';
import type { ValueFault, ValueOf } from './value-fault';

/** `type[/code]` in numbers of 8 bits, or one name that no other begins like. */
export function icmpTypeFault({ words }: ValueOf<'icmp-type'>, text: string): ValueFault | undefined {
  const found = begunBy(words, text).map(({ spelling }) => spelling);
  if (found.length === 1) return undefined;
  const whole = wholeOf(text);
  if (found.length > 1) return ambiguous(whole, found);
  const { before, after } = halves(whole, '/');
  if (readCNumberAt(text) === undefined) {
    const named = after && begunBy(words, before.text).length === 1;
    if (!named) return noneOfWords(whole, 'an ICMP type by name, or type/code in numbers', words);
    return invalid(whole, `${shown(text)} mixes a name with a code. Write the name alone, or type/code in numbers.`);
  }
  return octetFault(before, 'type') ?? (after && octetFault(after, 'code'));
}

/** More names are not listed. */
const listedNames = 4;

function ambiguous(part: Part, names: readonly string[]): ValueFault {
  if (part.text === '')
    return invalid(part, 'The ICMP type is missing. Write a name such as echo-request, or a number.');
  const listed = names.slice(0, listedNames).join(', ');
  const more = names.length > listedNames ? ' and others' : '';
  const exact = names.find((name) => name.toLowerCase() === part.text.toLowerCase());
  const fault = invalid(
    part,
    `${shown(part.text)} is ambiguous: ${listed}${more} begin so. Write one of them in full.`,
  );
  return exact === undefined ? fault : meant(fault, exact, false);
}

function octetFault(part: Part, what: string): ValueFault | undefined {
  const number = readCNumber(part.text);
  if (number !== undefined && number <= 255) return undefined;
  if (part.text === '') return invalid(part, `The ICMP ${what} is missing: 0 to 255.`);
  return invalid(part, `${shown(part.text)} is not an ICMP ${what}: 0 to 255.`);
}

/** `A` or `A:B`, each a number of 8 bits or a name by its beginning; an end that is left out is the lowest or highest. */
export function mobilityTypeFault({ words }: ValueOf<'mobility-type'>, text: string): ValueFault | undefined {
  const whole = wholeOf(text);
  const { before, after } = halves(whole, ':');
  const parts = after ? [before, after] : [before];
  for (const part of parts) {
    if (part.text !== '' && mobilityNumber(words, part.text) === undefined)
      return noneOfWords(part, 'a type of Mobile IPv6 messages, 0 to 255 or a name', words);
  }
  const [low = 0, high = 255] = parts.map(({ text: end }) => (end === '' ? undefined : mobilityNumber(words, end)));
  if (!after || low <= high) return undefined;
  const turned = split(whole, ':')
    .reverse()
    .map(({ text: end }) => end);
  return meant(invalid(whole, `${shown(text)} falls. Write ${turned.join(':')}.`), turned.join(':'), false);
}

function mobilityNumber(words: ValueOf<'mobility-type'>['words'], text: string): number | undefined {
  const number = readCNumber(text);
  if (number === undefined) return findWord(words, text, 'beginning')?.number;
  return number <= 255 ? Number(number) : undefined;
}
