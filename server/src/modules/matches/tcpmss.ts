// -m tcpmss: the maximum segment size in TCP SYNs.

import type { MatchModule } from '../types';

export default {
  kind: 'match',
  name: 'tcpmss',
  families: ['ipv4', 'ipv6'],
  protocols: ['tcp'],
  summary: 'Tests the maximum segment size that a TCP SYN or SYN/ACK announces.',
  options: [
    {
      name: 'mss',
      values: [{ kind: 'integer-range', bits: 16, order: 'ascending' }],
      inversion: 'allowed',
      required: true,
      summary: 'Matches this size or one within this range.',
    },
  ],
} satisfies MatchModule;
