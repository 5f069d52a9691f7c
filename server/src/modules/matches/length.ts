// -m length: the size of packets.

import type { MatchModule } from '../types';

export default {
  kind: 'match',
  name: 'length',
  families: ['ipv4', 'ipv6'],
  summary: 'Tests the length of the packet in bytes, IP header included.',
  options: [
    {
      name: 'length',
      values: [{ kind: 'integer-range', bits: 16 }],
      inversion: 'allowed',
      required: true,
      summary: 'Matches packets of this length or within this range.',
    },
  ],
} satisfies MatchModule;
