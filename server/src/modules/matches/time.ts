// -m time: date, hour and day of arrival.

import type { MatchModule } from '../types';

export default {
  kind: 'match',
  name: 'time',
  families: ['ipv4', 'ipv6'],
  rules: ['time-contiguous'],
  summary: 'Tests when the packet arrives.',
  note: 'Times are UTC unless `--kerneltz` is given. Every condition given has to hold.',
  options: [
    {
      name: 'datestart',
      values: [{ kind: 'date' }],
      summary: 'Matches from this moment on.',
    },
    {
      name: 'datestop',
      values: [{ kind: 'date' }],
      summary: 'Matches up to this moment, it included.',
    },
    {
      name: 'timestart',
      values: [{ kind: 'time-of-day' }],
      summary: 'Matches from this time of each day on.',
    },
    {
      name: 'timestop',
      values: [{ kind: 'time-of-day' }],
      summary: 'Matches up to this time of each day; when it is before the start, over midnight.',
    },
    {
      name: 'contiguous',
      summary: 'Counts the hours after midnight to the day on which the span began.',
    },
    {
      name: 'weekdays',
      values: [{ kind: 'weekdays' }],
      inversion: 'allowed',
      summary: 'Matches on these days of the week.',
    },
    {
      name: 'monthdays',
      values: [{ kind: 'month-days' }],
      inversion: 'allowed',
      summary: 'Matches on these days of the month.',
    },
    {
      name: 'localtz',
      excludes: ['utc'],
      summary: "Takes the times as the kernel's local time.",
      deprecated: 'An older name for `--kerneltz`.',
    },
    {
      name: 'utc',
      excludes: ['localtz', 'kerneltz'],
      summary: 'Takes the times as UTC, which is the default.',
    },
    {
      name: 'kerneltz',
      excludes: ['utc'],
      summary: "Takes the times as the kernel's local time.",
      note: 'The kernel seldom knows of summer time, so this is easily an hour wrong.',
    },
  ],
} satisfies MatchModule;
