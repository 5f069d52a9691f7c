// -m statistic: a share of the packets.

import type { MatchModule } from '../types';

export default {
  kind: 'match',
  name: 'statistic',
  families: ['ipv4', 'ipv6'],
  rules: ['statistic-mode'],
  summary: 'Matches a share of the packets, by chance or by counting.',
  options: [
    {
      name: 'mode',
      values: [
        {
          kind: 'word',
          words: [
            { word: 'random', meaning: 'each packet by chance' },
            { word: 'nth', meaning: 'one packet in every so many' },
          ],
          matching: 'exact',
        },
      ],
      required: true,
      summary: 'Chooses how packets are picked.',
    },
    {
      name: 'probability',
      values: [{ kind: 'decimal', min: 0, max: 1 }],
      inversion: 'allowed',
      excludes: ['every', 'packet'],
      summary: 'The chance of each packet to match, from 0 to 1; mode random.',
      note: 'Kept in steps of 1/2147483648, so the saved value has more digits.',
    },
    {
      name: 'every',
      values: [{ kind: 'integer', bits: 32, min: 1 }],
      inversion: 'allowed',
      excludes: ['probability'],
      requires: ['packet'],
      summary: 'Matches one packet in every so many; mode nth.',
    },
    {
      name: 'packet',
      values: [{ kind: 'integer', bits: 32 }],
      excludes: ['probability'],
      requires: ['every'],
      summary: 'Which of the packets counted by `--every` matches, from 0 up; mode nth.',
    },
  ],
} satisfies MatchModule;
