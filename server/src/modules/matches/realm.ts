// -m realm: the routing realm.

import type { MatchModule } from '../types';

export default {
  kind: 'match',
  name: 'realm',
  families: ['ipv4'],
  hooks: ['INPUT', 'FORWARD', 'OUTPUT', 'POSTROUTING'],
  summary: 'Tests the realm that the routing table gave the packet.',
  options: [
    {
      name: 'realm',
      values: [{ kind: 'named-number', namesIn: '/etc/iproute2/rt_realms' }],
      inversion: 'allowed',
      required: true,
      summary: 'Matches this realm, by number with an optional mask or by name.',
    },
  ],
} satisfies MatchModule;
