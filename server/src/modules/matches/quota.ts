// -m quota: so many bytes and no more.

import type { MatchModule } from '../types';

export default {
  kind: 'match',
  name: 'quota',
  families: ['ipv4', 'ipv6'],
  summary: 'Matches until a number of bytes is used up.',
  note: 'Loading the rules again gives the whole number back.',
  options: [
    {
      name: 'quota',
      values: [{ kind: 'integer', bits: 64 }],
      inversion: 'allowed',
      required: true,
      summary: 'The number of bytes; with `!`, matches once they are used up.',
    },
  ],
} satisfies MatchModule;
