// -m u32: arithmetic on the bytes of a packet.

import type { MatchModule } from '../types';

export default {
  kind: 'match',
  name: 'u32',
  families: ['ipv4', 'ipv6'],
  summary: 'Takes numbers out of the packet, masks and shifts them, and compares the result.',
  options: [
    {
      name: 'u32',
      values: [{ kind: 'u32-tests', max: 10 }],
      inversion: 'allowed',
      required: true,
      summary: 'The tests, joined by `&&`: where to read four bytes, what to do with them, and the values that match.',
      note: '`&` masks, `<<` and `>>` shift, `@` goes on that many bytes further. Each list has at most 10 parts.',
    },
  ],
} satisfies MatchModule;
