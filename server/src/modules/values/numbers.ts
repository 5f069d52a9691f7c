// Numbers: whole ones, ranges, marks, classes.

import { byBoth, byKernel, byLegacyOnLoad, type RefusedBy } from '../refused-by';
import { readCDecimal } from './c-decimal';
import { lowBits, readCNumber, readCNumberAt, readDecimalAt } from './c-number';
import { noneOf } from './none-of';
import { doubtful, halves, invalid, meant, type Part, shown, split, wholeOf } from './part';
import { rateChecks } from './rates';
import type { ValueChecks, ValueFault, ValueOf } from './value-fault';

type Kinds =
  | 'integer'
  | 'integer-range'
  | 'lenient-integer'
  | 'decimal'
  | 'rate'
  | 'packet-or-byte-rate'
  | 'packet-or-byte-burst'
  | 'bandwidth'
  | 'duration'
  | 'mark'
  | 'named-number'
  | 'tos'
  | 'class-id'
  | 'zone'
  | 'connection-label';

export const numberChecks: ValueChecks<Kinds> = {
  ...rateChecks,
  integer: integerFault,
  'integer-range': rangeFault,
  'lenient-integer': lenientFault,
  decimal: decimalFault,
  mark: (_, text) => maskedFault(text, 32),
  'named-number': (_, text) => namedNumberFault(text),
  tos: tosFault,
  'class-id': (_, text) => classFault(text),
  zone: (_, text) => zoneFault(text),
  'connection-label': (_, text) => labelFault(text),
};

/** The largest number of so many bits. */
function largest(bits: number): number | bigint {
  return bits === 64 ? 2n ** 64n - 1n : 2 ** bits - 1;
}

type Limit = number | bigint;

/** A part that is no number between the limits. */
function numberFault(part: Part, min: Limit, max: Limit, refusedBy: RefusedBy = byBoth): ValueFault | undefined {
  const number = readCNumber(part.text);
  if (number !== undefined && number >= min && number <= max) return undefined;
  return invalid(part, numberMessage(part.text, number, min, max), refusedBy);
}

function numberMessage(text: string, number: Limit | undefined, min: Limit, max: Limit): string {
  const range = `${min} to ${max}`;
  if (text === '') return `A number is missing: ${range}.`;
  if (number !== undefined) return `${shown(text)} is out of range: ${range}.`;
  const octal = /^0\d*[89]/.test(text) ? ' A 0 in front makes it octal.' : '';
  return `${shown(text)} is not a number from ${range}.${octal}`;
}

function integerFault(value: ValueOf<'integer'>, text: string): ValueFault | undefined {
  if (value.orInfinity && /^inf/i.test(text)) return undefined;
  const min = value.min ?? 0;
  const max = value.max ?? largest(value.bits);
  const kernelMin = value.kernelMin ?? min;
  const kernelMax = value.kernelMax ?? max;
  const part = wholeOf(text);
  const number = readCNumber(text);
  if (number === undefined || number < min || number > max)
    return invalid(part, numberMessage(text, number, kernelMin, kernelMax));
  return numberFault(part, kernelMin, kernelMax, value.legacyOnly ? byLegacyOnLoad : byKernel);
}

/** An end that is left out is the lowest or the highest number; a single item that is empty is the lowest. */
function rangeFault(value: ValueOf<'integer-range'>, text: string): ValueFault | undefined {
  const max = largest(value.bits);
  const parts = split(wholeOf(text), ':');
  const whole = wholeOf(text);
  if (parts.length > 2)
    return invalid(whole, `${shown(text)} has more than two ends. Write one number, or two as in 10:20.`);
  if (value.bothEnds && parts.length < 2)
    return invalid(whole, `${shown(text)} is not a range. Write two numbers, as in 0:3.`);
  for (const part of parts) {
    const fault = part.text === '' ? undefined : numberFault(part, 0, max);
    if (fault) return (parts.length === 1 ? dashed(part, max) : undefined) ?? fault;
  }
  const [low, high] = parts.map(({ text: end }, index) => readCNumber(end) ?? (index === 0 ? 0 : max));
  return high === undefined ? undefined : orderFault(value, whole, low!, high);
}

/** `5-9` for `5:9`. */
function dashed(part: Part, max: Limit): ValueFault | undefined {
  const ends = /^(\d{1,20})-(\d{1,20})$/.exec(part.text)?.slice(1);
  const [low, high] = (ends ?? []).map(readCNumber);
  if (low === undefined || high === undefined || low > max || high > max) return undefined;
  const text = ends!.join(':');
  return meant(invalid(part, `A range of numbers is written with a colon: ${text}.`), text, low < high);
}

function orderFault(value: ValueOf<'integer-range'>, whole: Part, low: Limit, high: Limit): ValueFault | undefined {
  const { order, kernelMaxCount } = value;
  const range = shown(whole.text);
  if (low > high) {
    const turned = split(whole, ':').reverse();
    const right = turned.map(({ text }) => text).join(':');
    const fault = order
      ? invalid(whole, `${range} falls. Write ${right}.`)
      : doubtful('empty-range', whole, `${range} falls, so it matches nothing. 1.8.11 refuses it. Write ${right}.`);
    return meant(fault, right, false);
  }
  if (low === high && order === 'strictly-ascending')
    return invalid(whole, `${range} is a single number. The second one has to be larger.`);
  if (kernelMaxCount !== undefined && Number(high) - Number(low) + 1 > kernelMaxCount)
    return invalid(whole, `${range} is too large: at most ${kernelMaxCount} numbers.`, byKernel);
  return undefined;
}

/** What atoi takes: 32 bits of a decimal number, whatever follows. */
function lenientFault({ min }: ValueOf<'lenient-integer'>, text: string): ValueFault | undefined {
  const number = lowBits(readDecimalAt(text)?.value ?? 0, 32) | 0;
  return number >= min ? undefined : invalid(wholeOf(text), `${shown(text)} is not a number from ${min}.`);
}

function decimalFault({ min, max }: ValueOf<'decimal'>, text: string): ValueFault | undefined {
  const number = readCDecimal(text);
  const whole = number?.end === text.length;
  if (whole && !(number.value < min || number.value > max)) return undefined;
  const point = /^\d+,\d+$/.test(text) ? text.replace(',', '.') : undefined;
  const why = whole ? 'is out of range' : 'is not a number';
  const fault = invalid(wholeOf(text), `${shown(text)} ${why}: ${min} to ${max}, such as ${point ?? (min + max) / 2}.`);
  return point === undefined ? fault : meant(fault, point, false);
}

/** `value[/mask]`, both with so many bits. */
function maskedFault(text: string, bits: number): ValueFault | undefined {
  const { before, after } = halves(wholeOf(text), '/');
  const max = largest(bits);
  if (before.text === '') return invalid(wholeOf(text), `${shown(text)} has no value. Write it as in 0x1 or 0x1/0xff.`);
  const fault = numberFault(before, 0, max);
  if (fault || after === undefined) return fault;
  if (after.text === '') return invalid(after, `The mask behind the slash is missing: 0 to ${max}.`);
  return numberFault(after, 0, max);
}

/** What does not begin with a number is a name of the host, and so might be a number that is too large for one. */
function namedNumberFault(text: string): ValueFault | undefined {
  if (text === '') return maskedFault(text, 32);
  return readCNumberAt(text) === undefined ? undefined : maskedFault(text, 32);
}

function tosFault({ words }: ValueOf<'tos'>, text: string): ValueFault | undefined {
  if (readCNumberAt(text) !== undefined) return maskedFault(text, 8);
  const names = words.map(({ word }) => word);
  if (names.some((name) => name.toLowerCase() === text.toLowerCase())) return undefined;
  return noneOf(wholeOf(text), 'a number from 0 to 255 or the name of a type of service', names);
}

const classId = /^[ \t\n\v\f\r]*[+-]?(?:0x[\da-f]*|[\da-f]+):[ \t\n\v\f\r]*[+-]?[\da-f]/i;

function classFault(text: string): ValueFault | undefined {
  if (classId.test(text)) return undefined;
  return invalid(wholeOf(text), `${shown(text)} is not a class. Write MAJOR:MINOR in hexadecimal, such as 1:10.`);
}

function zoneFault(text: string): ValueFault | undefined {
  if (text.toLowerCase() === 'mark') return undefined;
  const number = readCNumber(text);
  if (number !== undefined && number <= largest(16)) return undefined;
  return invalid(wholeOf(text), `${shown(text)} is not a zone. Write 0 to 65535, or mark for the mark of the packet.`);
}

/** Numbers are read with a sign and cut to 16 bits; what is none, or does not fit into 31 bits, is a name of the host. */
function labelFault(text: string): ValueFault | undefined {
  if (text === '') return invalid(wholeOf(text), 'The label is missing. Write 0 to 127 or a name.');
  const negative = /^[ \t\n\v\f\r]*-(?=\d)/.exec(text)?.[0];
  const number = readCNumber(text.slice(negative?.length ?? 0));
  if (number === undefined || (typeof number === 'number' && !Number.isFinite(number))) return undefined;
  const kept = lowBits(negative ? -BigInt(number) : number, 32);
  if (kept >= 2 ** 31 || kept % 65_536 <= 127) return undefined;
  return invalid(wholeOf(text), `${shown(text)} is out of range: labels are 0 to 127.`, byKernel);
}
