// Rates, bursts, bandwidths and times between: numbers with a unit.

import { byKernel } from '../refused-by';
import { readCDecimal } from './c-decimal';
import { lowBits, readCNumberAt, readDecimalAt } from './c-number';
import { halves, invalid, partOf, shown, wholeOf } from './part';
import type { ValueChecks, ValueFault } from './value-fault';

type Kinds = 'rate' | 'packet-or-byte-rate' | 'packet-or-byte-burst' | 'bandwidth' | 'duration';

export const rateChecks: ValueChecks<Kinds> = {
  rate: ({ max }, text) => packetRateFault(text, lowBits(readDecimalAt(text)?.value ?? 0, 32), max),
  'packet-or-byte-rate': ({ max }, text) => byteRateFault(text) ?? packetRateFaultUnlessBytes(text, max),
  'packet-or-byte-burst': ({ max }, text) => burstFault(text, max),
  bandwidth: (_, text) =>
    withUnit(text, bandwidthUnits, 'a bandwidth', 'a number and a unit, such as 10mbit or 512KiBps'),
  duration: (_, text) => withUnit(text, timeUnits, 'a time', 'a number and s, ms or us, such as 250ms'),
};

const periods = ['second', 'minute', 'hour', 'day'];
const seconds: Readonly<Record<string, number>> = { second: 1, minute: 60, hour: 3600, day: 86_400 };

/** `count` is what the tool keeps of the number; what stands between it and the slash is ignored. */
function packetRateFault(text: string, count: number | bigint, max: number): ValueFault | undefined {
  const { before, after = { text: 'second', start: 0 } } = halves(wholeOf(text), '/');
  const unit = after.text.toLowerCase();
  const period = unit === '' ? undefined : periods.find((each) => each.startsWith(unit));
  if (count === 0)
    return invalid(before, `${shown(text)} is not a rate. Write a number from 1 and a unit, such as 10/minute.`);
  if (period === undefined)
    return invalid(
      after,
      `${shown(after.text)} is not a unit of time. Write second, minute, hour or day, or its first letter.`,
    );
  const limit = max * seconds[period]!;
  if (count <= limit && count > 0) return undefined;
  return invalid(before, `${shown(text)} is too fast: at most ${limit}/${period}.`);
}

/** The number of bytes in a second, or undefined where the text is no rate of bytes. */
function bytesOf(text: string): bigint | undefined {
  const at = text.indexOf('b/s');
  if (at <= 0) return undefined;
  const count = BigInt(readDecimalAt(text)?.value ?? 0);
  if (count === 0n) return undefined;
  return BigInt.asUintN(64, count * BigInt(factorOf(text[at - 1]!)));
}

function factorOf(letter: string | undefined): number {
  return letter === 'k' ? 1024 : letter === 'm' ? 1_048_576 : 1;
}

/** The tool counts in units of 16 bytes, and keeps 32 bits of the quotient. */
const byteUnit = 4n;

/** The kernel turns so many units into a cost of nothing. */
const tooManyUnits = 2 ** 31 - 1;

function byteRateFault(text: string): ValueFault | undefined {
  const bytes = bytesOf(text);
  if (bytes === undefined) return undefined;
  const units = lowBits(bytes >> byteUnit, 32);
  if (units < tooManyUnits) return undefined;
  const message = `${shown(text)} is too fast: rates of bytes stay below 32768mb/s.`;
  return units === 2 ** 32 - 1 ? invalid(wholeOf(text), message) : invalid(wholeOf(text), message, byKernel);
}

function packetRateFaultUnlessBytes(text: string, max: number): ValueFault | undefined {
  if (bytesOf(text) !== undefined) return undefined;
  return packetRateFault(text, readDecimalAt(text)?.value ?? 0, max);
}

/** A suffix may make the number larger than `max`: bytes are meant then, if the rate is one of bytes. */
function burstFault(text: string, max: number): ValueFault | undefined {
  const number = readCNumberAt(text);
  if (number === undefined || number.value < 1)
    return invalid(
      wholeOf(text),
      `${shown(text)} is not a burst. Write a number of packets from 1 to ${max}, or of bytes, such as 512k.`,
    );
  if (number.value > (number.end === text.length ? max : 2n ** 64n - 1n))
    return invalid(
      partOf(wholeOf(text), 0, number.end),
      `${shown(text)} is too large: at most ${max} packets. Bytes need k or m behind the number.`,
    );
  return undefined;
}

const timeUnits = ['', 's', 'sec', 'secs', 'ms', 'msec', 'msecs', 'us', 'usec', 'usecs'];
const bandwidthUnits = [
  '',
  'bit',
  'bps',
  ...['k', 'm', 'g', 't'].flatMap((size) => [`${size}bit`, `${size}ibit`, `${size}bps`, `${size}ibps`]),
];

function withUnit(text: string, units: readonly string[], what: string, form: string): ValueFault | undefined {
  const number = readCDecimal(text);
  if (number === undefined) return invalid(wholeOf(text), `${shown(text)} is not ${what}. Write ${form}.`);
  const unit = text.slice(number.end);
  if (units.includes(unit.toLowerCase())) return undefined;
  return invalid(partOf(wholeOf(text), number.end), `${shown(unit)} is not the unit of ${what}. Write ${form}.`);
}
