// -m connmark: the mark of the connection.

import type { MatchModule } from '../types';

export default {
  kind: 'match',
  name: 'connmark',
  families: ['ipv4', 'ipv6'],
  summary: 'Tests the mark that connection tracking keeps with the connection of the packet.',
  options: [
    {
      name: 'mark',
      values: [{ kind: 'mark' }],
      inversion: 'allowed',
      required: true,
      summary: 'Matches when the bits of the mask, in the mark of the connection, equal the value.',
      note: 'Without a mask all 32 bits are compared.',
    },
  ],
} satisfies MatchModule;
