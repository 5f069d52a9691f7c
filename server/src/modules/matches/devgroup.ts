// -m devgroup: the group of the interfaces.

import type { MatchModule } from '../types';

export default {
  kind: 'match',
  name: 'devgroup',
  families: ['ipv4', 'ipv6'],
  needsOneOf: ['src-group', 'dst-group'],
  summary: 'Tests the group that `ip link set … group` put the interface into.',
  options: [
    {
      name: 'src-group',
      values: [{ kind: 'named-number', namesIn: '/etc/iproute2/group' }],
      inversion: 'allowed',
      hooks: ['PREROUTING', 'INPUT', 'FORWARD'],
      summary: 'Matches when the packet came in through an interface of this group.',
    },
    {
      name: 'dst-group',
      values: [{ kind: 'named-number', namesIn: '/etc/iproute2/group' }],
      inversion: 'allowed',
      hooks: ['FORWARD', 'OUTPUT', 'POSTROUTING'],
      summary: 'Matches when the packet is going to leave through an interface of this group.',
    },
  ],
} satisfies MatchModule;
