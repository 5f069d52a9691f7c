// -m cpu: the processor at work.

import type { MatchModule } from '../types';

export default {
  kind: 'match',
  name: 'cpu',
  families: ['ipv4', 'ipv6'],
  summary: 'Tests which processor handles the packet, for instance to spread it over several servers.',
  options: [
    {
      name: 'cpu',
      values: [{ kind: 'integer', bits: 32 }],
      inversion: 'allowed',
      required: true,
      summary: 'Matches on the processor of this number, counted from 0.',
    },
  ],
} satisfies MatchModule;
