/** Dates, times and days in words. */

import { andList } from '../markdown';
import { type Decoders, meaning, type ValueMeaning } from './meaning';
import { wholeNumber } from './quantities';

export const timeDecoders: Decoders<'date' | 'time-of-day' | 'weekdays' | 'month-days'> = {
  date: (_, text) => date(text),
  'time-of-day': (_, text) => timeOfDay(text),
  weekdays: (_, text) => weekdays(text),
  'month-days': (_, text) => monthDays(text),
};

const months = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];
const days = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];

/** `2026-03-01T08:00`: what is left out is the first of its kind. */
function date(text: string): ValueMeaning | undefined {
  const parts = /^(\d{4})(?:-(\d{1,2})(?:-(\d{1,2})(?:T(\d{1,2})(?::(\d{1,2})(?::(\d{1,2}))?)?)?)?)?$/.exec(text);
  if (!parts) return undefined;
  const [year, month = 1, day = 1, hour = 0, minute = 0, second = 0] = parts
    .slice(1)
    .map((part) => (part === undefined ? undefined : Number(part)));
  const name = months[month - 1];
  if (name === undefined || day < 1 || day > 31 || hour > 23 || minute > 59 || second > 59) return undefined;
  const time = `${clock(hour, minute)}${second > 0 ? `:${padded(second)}` : ''}`;
  return meaning(`${day} ${name} ${year}, ${time}`, ...weekdayOf(year!, month, day));
}

/** Day of the week by the Gregorian calendar (Sakamoto). */
function weekdayOf(year: number, month: number, day: number): string[] {
  const shifts = [0, 3, 2, 5, 0, 3, 5, 1, 4, 6, 2, 4];
  const y = month < 3 ? year - 1 : year;
  const sunday0 = (y + Math.floor(y / 4) - Math.floor(y / 100) + Math.floor(y / 400) + shifts[month - 1]! + day) % 7;
  return [`A ${days[(sunday0 + 6) % 7]}.`];
}

function timeOfDay(text: string): ValueMeaning | undefined {
  const [, hour, minute, second] = /^(\d{1,2}):(\d{1,2})(?::(\d{1,2}))?$/.exec(text) ?? [];
  if (
    hour === undefined ||
    minute === undefined ||
    Number(hour) > 23 ||
    Number(minute) > 59 ||
    Number(second ?? 0) > 59
  )
    return undefined;
  const seconds = Number(second ?? 0) > 0 ? `:${padded(Number(second))}` : '';
  return meaning(`${clock(Number(hour), Number(minute))}${seconds}`, `${twelve(Number(hour), Number(minute))}.`);
}

function clock(hour: number, minute: number): string {
  return `${padded(hour)}:${padded(minute)}`;
}

function twelve(hour: number, minute: number): string {
  if (hour === 0 && minute === 0) return 'Midnight';
  if (hour === 12 && minute === 0) return 'Noon';
  return `${hour % 12 || 12}:${padded(minute)} ${hour < 12 ? 'in the morning' : hour < 18 ? 'in the afternoon' : 'in the evening'}`;
}

function padded(number: number): string {
  return String(number).padStart(2, '0');
}

function weekdays(text: string): ValueMeaning | undefined {
  const found = text.split(',').map((item) => {
    const number = wholeNumber(item);
    if (number !== undefined) return Number(number) - 1;
    return item.length < 2 ? -1 : days.findIndex((day) => day.toLowerCase().startsWith(item.slice(0, 2).toLowerCase()));
  });
  if (found.some((day) => days[day] === undefined)) return undefined;
  return meaning(runs(found, (day) => days[day]!));
}

function monthDays(text: string): ValueMeaning | undefined {
  const found = text.split(',').map((item) => Number(wholeNumber(item) ?? 0));
  if (found.some((day) => day < 1 || day > 31)) return undefined;
  return meaning(`the ${runs(found, ordinal)}`);
}

/** `Monday to Friday and Sunday`. */
function runs(numbers: readonly number[], name: (number: number) => string): string {
  const sorted = [...new Set(numbers)].sort((a, b) => a - b);
  const found: number[][] = [];
  for (const number of sorted) {
    const last = found.at(-1);
    if (last && last.at(-1) === number - 1) last.push(number);
    else found.push([number]);
  }
  return andList(
    found.flatMap((run) => (run.length > 2 ? [`${name(run[0]!)} to ${name(run.at(-1)!)}`] : run.map(name))),
  );
}

function ordinal(day: number): string {
  const ending =
    day % 10 === 1 && day !== 11
      ? 'st'
      : day % 10 === 2 && day !== 12
        ? 'nd'
        : day % 10 === 3 && day !== 13
          ? 'rd'
          : 'th';
  return `${day}${ending}`;
}
