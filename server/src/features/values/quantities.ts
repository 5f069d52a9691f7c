/** Quantities in words: times, bytes in binary units, bits, percentages. */

import { readCNumber } from '../../modules/values/c-number';
import { counted } from '../numbers';

const secondsOf = [
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
  ['second', 1],
] as const;

/** `1 day 2 hours`: the two largest units of a time in seconds; below one second `200 milliseconds`. */
export function timeWords(seconds: number): string {
  if (seconds > 0 && seconds < 1) {
    const milliseconds = seconds * 1000;
    if (milliseconds < 1) return counted(tidy(milliseconds * 1000), 'microsecond');
    return counted(tidy(milliseconds), 'millisecond');
  }
  const whole = Number.isInteger(seconds) || seconds >= 60 ? Math.round(seconds) : 0;
  if (whole === 0) return counted(tidy(seconds), 'second');
  const words: string[] = [];
  let rest = whole;
  for (const [unit, size] of secondsOf) {
    const count = Math.floor(rest / size);
    rest -= count * size;
    if (count > 0 && words.length < 2) words.push(counted(count, unit));
  }
  return words.join(' ');
}

/** A number with at most three digits behind the point. */
export function tidy(number: number): number {
  return Math.round(number * 1000) / 1000;
}

const binaryUnits = ['KiB', 'MiB', 'GiB', 'TiB', 'PiB', 'EiB'];

/** `10 MiB`, `1.5 KiB`; '' below 1,024 bytes. */
export function binarySize(bytes: number | bigint): string {
  let size = Number(bytes);
  let unit = -1;
  while (size >= 1024 && unit < binaryUnits.length - 1) {
    size /= 1024;
    unit++;
  }
  return unit < 0 ? '' : `${Math.round(size * 10) / 10} ${binaryUnits[unit]}`;
}

/** `10,485,760 bytes (10 MiB)`. */
export function bytesWords(bytes: number | bigint): string {
  const size = binarySize(bytes);
  return counted(bytes, 'byte') + (size && ` (${size})`);
}

/** `0x539`. */
export function hex(number: number | bigint): string {
  return `0x${number.toString(16)}`;
}

/** Which bits of 32 are set: `bit 14`, `bits 0 to 11`, `bits 3, 4 and 20`; '' for none. */
export function bitWords(bits: number): string {
  const runs: [from: number, to: number][] = [];
  for (let bit = 0; bit < 32; bit++) {
    if (((bits >>> bit) & 1) === 0) continue;
    const last = runs.at(-1);
    if (last && last[1] === bit - 1) last[1] = bit;
    else runs.push([bit, bit]);
  }
  const words = runs.flatMap(([from, to]) =>
    to - from < 2 ? [...new Set([`${from}`, `${to}`])] : [`${from} to ${to}`],
  );
  if (words.length === 0) return '';
  const single = runs.length === 1 && runs[0]![0] === runs[0]![1];
  return `${single ? 'bit' : 'bits'} ${words.length < 3 ? words.join(' and ') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`}`;
}

/** `33.33 %`. */
export function percent(share: number): string {
  return `${Number((share * 100).toPrecision(4))} %`;
}

/** A whole number as C reads it, of at most 64 bits; undefined for anything else. */
export function wholeNumber(text: string): number | bigint | undefined {
  const number = readCNumber(text);
  return number === Number.POSITIVE_INFINITY ? undefined : number;
}
