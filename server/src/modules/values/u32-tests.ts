// Tests of -m u32: `location op number … = value[:value],… && …`.

import { byKernel } from '../refused-by';
import { readCNumberAt } from './c-number';
import { doubtful, invalid, type Part, partOf, shown, wholeOf } from './part';
import type { ValueFault, ValueOf } from './value-fault';

/** Reads on from `at`; the first refusal ends it, what the kernel refuses or matches nothing is kept for the end. */
interface Reader {
  text: string;
  at: number;
  max: number;
  refusal?: ValueFault;
  kernel?: ValueFault;
  warning?: ValueFault;
}

export function u32Fault({ max }: ValueOf<'u32-tests'>, text: string): ValueFault | undefined {
  const reader: Reader = { text, at: 0, max };
  let tests = 0;
  do {
    tests++;
    const from = reader.at;
    readLocation(reader);
    if (!reader.refusal) readValues(reader);
    if (!reader.refusal && tests > max) refuse(reader, from, text.length, `There are more than ${max} tests.`);
  } while (!reader.refusal && take(reader, '&&'));
  skipBlanks(reader);
  if (!reader.refusal && reader.at < text.length)
    refuse(
      reader,
      reader.at,
      text.length,
      `${shown(rest(reader))} cannot follow a test. Write && between tests, a comma between values.`,
    );
  return reader.refusal ?? reader.kernel ?? reader.warning;
}

const operators = ['&', '<<', '>>', '@'];

/** A number, then operators with numbers, up to the `=`. */
function readLocation(reader: Reader): void {
  let shift = false;
  for (let numbers = 1; ; numbers++) {
    skipBlanks(reader);
    const from = reader.at;
    const number = readNumber(reader);
    if (number === undefined) return;
    if (numbers > reader.max) {
      refuse(reader, from, reader.at, `A location has at most ${reader.max} numbers.`);
      return;
    }
    const part = partOf(wholeOf(reader.text), from, reader.at);
    if (shift && number > 31)
      reader.kernel ??= invalid(part, `${shown(part.text)} is too large a shift: 0 to 31.`, byKernel);
    if (take(reader, '=')) return;
    const operator = operators.find((each) => take(reader, each));
    if (operator === undefined) {
      refuse(
        reader,
        reader.at,
        reader.text.length,
        `After a number in a location comes &, <<, >>, @ or =, not ${shown(rest(reader))}.`,
      );
      return;
    }
    shift = operator === '<<' || operator === '>>';
  }
}

function readValues(reader: Reader): void {
  let values = 0;
  do {
    values++;
    skipBlanks(reader);
    const from = reader.at;
    const low = readNumber(reader);
    const high = low !== undefined && take(reader, ':') ? readNumber(reader) : low;
    if (low === undefined || high === undefined) return;
    const part = partOf(wholeOf(reader.text), from, reader.at);
    if (values > reader.max) {
      refuse(reader, from, reader.at, `A test has at most ${reader.max} values.`);
      return;
    }
    if (low > high) reader.warning ??= falling(part);
  } while (take(reader, ','));
}

function falling(part: Part): ValueFault {
  return doubtful(
    'empty-range',
    part,
    `${shown(part.text)} falls, so it matches nothing. Write the smaller number first.`,
  );
}

function readNumber(reader: Reader): number | undefined {
  const number = readCNumberAt(reader.text, reader.at);
  if (number === undefined) {
    const found = reader.at < reader.text.length ? `, not ${shown(rest(reader))}` : '';
    refuse(reader, reader.at, reader.text.length, `A number such as 6 or 0xff comes here${found}.`);
  } else if (number.value > 2 ** 32 - 1)
    refuse(reader, reader.at, number.end, 'The number is out of range: 0 to 4294967295.');
  else {
    reader.at = number.end;
    return Number(number.value);
  }
  return undefined;
}

/** Goes past blanks and these characters, or stays where the characters do not follow. */
function take(reader: Reader, characters: string): boolean {
  skipBlanks(reader);
  if (!reader.text.startsWith(characters, reader.at)) return false;
  reader.at += characters.length;
  return true;
}

function skipBlanks(reader: Reader): void {
  while (/^[ \t\n\v\f\r]$/.test(reader.text[reader.at] ?? '')) reader.at++;
}

function rest({ text, at }: Reader): string {
  return text.slice(at);
}

/** A fault at the end of the text marks the whole of it. */
function refuse(reader: Reader, from: number, to: number, message: string): void {
  const whole = wholeOf(reader.text);
  reader.refusal = invalid(from < to ? partOf(whole, from, to) : whole, message);
}
