// -m mac: the Ethernet source address.

import type { MatchModule } from '../types';

export default {
  kind: 'match',
  name: 'mac',
  families: ['ipv4', 'ipv6'],
  hooks: ['PREROUTING', 'INPUT', 'FORWARD'],
  summary: 'Tests the Ethernet address of the neighbour that the packet came from.',
  options: [
    {
      name: 'mac-source',
      values: [{ kind: 'mac-address' }],
      inversion: 'allowed',
      required: true,
      summary: 'Matches frames from this address.',
    },
  ],
} satisfies MatchModule;
