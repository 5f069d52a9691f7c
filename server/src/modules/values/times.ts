// Dates, times and days.

import type { ValueChecks } from './value-fault';

type Kinds = 'date' | 'time-of-day' | 'weekdays' | 'month-days';

export const timeChecks: ValueChecks<Kinds> = {
  date: () => undefined,
  'time-of-day': () => undefined,
  weekdays: () => undefined,
  'month-days': () => undefined,
};
