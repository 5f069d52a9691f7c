// Flags and options of TCP, chunks of SCTP.

import { readCNumber } from './c-number';
import { findWord } from './find-word';
import { noneOf, noneOfWords } from './none-of';
import { halves, invalid, type Part, partOf, shown, split, wholeOf } from './part';
import type { ValueFault, ValueOf } from './value-fault';

export const tcpFlags: readonly string[] = ['SYN', 'ACK', 'FIN', 'RST', 'URG', 'PSH', 'ALL', 'NONE'];

/** Flags in any case; empty items do not disturb. */
export function tcpFlagsFault(text: string): ValueFault | undefined {
  for (const item of split(wholeOf(text), ',')) {
    if (item.text === '' || tcpFlags.includes(item.text.toUpperCase())) continue;
    return noneOf(item, 'a TCP flag', tcpFlags);
  }
  return undefined;
}

/** Each option once, whether by name or by number. */
export function tcpOptionsFault({ words }: ValueOf<'tcp-options'>, text: string): ValueFault | undefined {
  const seen = new Set<number>();
  for (const item of split(wholeOf(text), ',')) {
    const number = findWord(words, item.text, 'exact')?.number ?? readCNumber(item.text);
    if (number === undefined || number < 2 || number > 255)
      return noneOfWords(item, 'a TCP option, 2 to 255 or a name', words);
    if (seen.has(Number(number))) return invalid(item, `${shown(item.text)} names an option a second time. Remove it.`);
    seen.add(Number(number));
  }
  return undefined;
}

/** `ALL` or `NONE` alone, or chunks in any case, some with flags; empty items do not disturb. */
export function sctpChunksFault(value: ValueOf<'sctp-chunks'>, text: string): ValueFault | undefined {
  if (/^(?:all|none)$/i.test(text)) return undefined;
  for (const item of split(wholeOf(text), ',')) {
    const fault = item.text === '' ? undefined : chunkFault(value, item);
    if (fault) return fault;
  }
  return undefined;
}

function chunkFault({ words, flags }: ValueOf<'sctp-chunks'>, item: Part): ValueFault | undefined {
  const { before, after } = halves(item, ':');
  const chunk = findWord(words, before.text, 'any-case')?.word;
  if (chunk === undefined) {
    if (/^(?:all|none)$/i.test(before.text)) return invalid(before, `${before.text} has to stand alone.`);
    return noneOfWords(before, 'an SCTP chunk type', words);
  }
  const allowed = flags[chunk] ?? '';
  const letters = (after?.text ?? '').split('');
  const wrong = letters.findIndex((letter) => !allowed.includes(letter.toUpperCase()));
  if (wrong < 0 || after === undefined) return undefined;
  if (allowed === '') return invalid(after, `${chunk} has no flags. Remove what follows it.`);
  return invalid(
    partOf(after, wrong, wrong + 1),
    `${shown(after.text[wrong]!)} is not a flag of ${chunk}: ${[...allowed].join(', ')}.`,
  );
}
