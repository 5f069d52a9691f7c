// -m mark: the mark of the packet.

import type { MatchModule } from '../types';

export default {
  kind: 'match',
  name: 'mark',
  families: ['ipv4', 'ipv6'],
  summary: 'Tests the mark of the packet, which never leaves this host.',
  options: [
    {
      name: 'mark',
      values: [{ kind: 'mark' }],
      inversion: 'allowed',
      required: true,
      summary: 'Matches when the bits of the mask, in the mark of the packet, equal the value.',
      note: 'Without a mask all 32 bits are compared.',
    },
  ],
} satisfies MatchModule;
