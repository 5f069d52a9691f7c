// Dates, times and days.

import { lowBits, readCNumberAt, readDecimalAt } from './c-number';
import { noneOf } from './none-of';
import { doubtful, invalid, meant, type Part, partOf, shown, split, wholeOf } from './part';
import type { ValueChecks, ValueFault } from './value-fault';

type Kinds = 'date' | 'time-of-day' | 'weekdays' | 'month-days';

export const timeChecks: ValueChecks<Kinds> = {
  date: (_, text) => inFields(text, dateFields, 'a date', 'YYYY-MM-DDThh:mm:ss, such as 2025-12-31T23:59:59'),
  'time-of-day': (_, text) => inFields(text, timeFields, 'a time of day', 'hh:mm or hh:mm:ss, such as 08:30'),
  weekdays: (_, text) => weekdaysFault(text),
  'month-days': (_, text) => monthDaysFault(text),
};

/** One number of a date or time. */
interface Field {
  name: string;
  min: number;
  /** The first that exists, where the tool takes 0 too. */
  first?: number;
  max: number;
  /** What stands behind it when another field follows. */
  separator?: string;
  /** The text may not end with this field. */
  notLast?: true;
}

const hour: Field = { name: 'hour', min: 0, max: 23, separator: ':' };
const minute: Field = { name: 'minute', min: 0, max: 59, separator: ':' };
const second: Field = { name: 'second', min: 0, max: 59 };
const dateFields: readonly Field[] = [
  { name: 'year', min: 1970, max: 2038, separator: '-' },
  { name: 'month', min: 0, first: 1, max: 12, separator: '-' },
  { name: 'day', min: 0, first: 1, max: 31, separator: 'T' },
  hour,
  minute,
  second,
];
const timeFields: readonly Field[] = [{ ...hour, notLast: true }, minute, second];

/** Each field is a decimal number, of which the tool keeps 32 bits; an empty one counts 0. */
function inFields(text: string, fields: readonly Field[], what: string, form: string): ValueFault | undefined {
  let at = 0;
  for (const { name, min, first, max, separator, notLast } of fields) {
    const number = readDecimalAt(text, at, true);
    const value = number ? lowBits(number.value, 32) : 0;
    const end = number?.end ?? at;
    const part = partOf(wholeOf(text), at, end);
    if (value < min || value > max) {
      if (at === end) break;
      return invalid(part, `${shown(part.text)} is not one of the ${name}s ${first ?? min} to ${max}.`);
    }
    if (end === text.length && !notLast) return undefined;
    if (text[end] !== separator) return notForm(text, end, what, form);
    at = end + 1;
  }
  return notForm(text, at, what, form);
}

function notForm(text: string, at: number, what: string, form: string): ValueFault {
  const whole = wholeOf(text);
  return invalid(at < text.length ? partOf(whole, at) : whole, `${shown(text)} is not ${what}. Write ${form}.`);
}

const days = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

/** Numbers are read as in C, with a sign; of names the first two letters count. Only the last item may be empty. */
function weekdaysFault(text: string): ValueFault | undefined {
  const items = split(wholeOf(text), ',');
  if (items.at(-1)!.text === '') items.pop();
  if (items.length === 0) return doubtful('empty-range', wholeOf(text), 'No day is named: the rule never matches.');
  let warning: ValueFault | undefined;
  for (const item of items) {
    const number = dayNumber(item.text);
    if (number === undefined) {
      if (!days.some((day) => item.text.startsWith(day.slice(0, 2)))) return notDay(item);
    } else if (number === 0)
      return invalid(item, `${shown(item.text)} is no day of the week: 1 (Monday) to 7 (Sunday).`);
    else if (number < 0 || number > 7)
      warning ??= doubtful(
        'empty-range',
        item,
        `There is no day ${shown(item.text)}, though iptables takes it. 1 is Monday, 7 is Sunday.`,
      );
  }
  return warning;
}

function dayNumber(text: string): number | bigint | undefined {
  const sign = /^[ \t\n\v\f\r]*-(?=\d)/.exec(text)?.[0].length;
  const number = readCNumberAt(text, sign ?? 0);
  if (number?.end !== text.length) return undefined;
  return sign === undefined || number.value === 0 ? number.value : -1;
}

function notDay(item: Part): ValueFault {
  if (/^\w+-\w+$/.test(item.text))
    return invalid(
      item,
      `${shown(item.text)} is not a day of the week. There are no ranges: name each day, as in Mon,Tue,Wed.`,
    );
  return noneOf(item, 'a day of the week', days);
}

/** Only the first two characters of an item are read, as a number in C; empty items and day 0 count for nothing. */
function monthDaysFault(text: string): ValueFault | undefined {
  let warning: ValueFault | undefined;
  let named = 0;
  for (const item of split(wholeOf(text), ',')) {
    if (item.text === '') continue;
    const read = item.text.slice(0, 2);
    const number = readCNumberAt(read, read[0] === '-' ? 1 : 0);
    const zero = number?.value === 0;
    if (number?.end !== read.length || number.value > 31 || (read[0] === '-' && !zero)) return notMonthDay(item);
    if (zero || item.text.length > 2)
      warning ??= doubtful(
        'empty-range',
        item,
        `There is no day ${shown(item.text)} in a month, though iptables takes it${zero ? '' : ` as ${number.value}`}. Days are 1 to 31.`,
      );
    if (!zero) named++;
  }
  if (warning || named > 0) return warning;
  return doubtful('empty-range', wholeOf(text), 'No day is named: the rule never matches.');
}

function notMonthDay(item: Part): ValueFault {
  const range = /^\d+[-:]\d+$/.test(item.text) ? ' There are no ranges: list the days, as in 1,2,3.' : '';
  const octal = /^0[89]$/.test(item.text) ? item.text.slice(1) : undefined;
  if (octal)
    return meant(
      invalid(item, `${shown(item.text)} is read as an octal number, which has no ${octal}. Write ${octal}.`),
      octal,
      true,
    );
  return invalid(item, `${shown(item.text)} is not a day of a month, 1 to 31.${range}`);
}
