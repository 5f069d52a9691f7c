// -m udp: ports of UDP datagrams.

import type { MatchModule } from '../types';

export default {
  kind: 'match',
  name: 'udp',
  families: ['ipv4', 'ipv6'],
  protocols: ['udp'],
  native: { unless: [] },
  summary: 'Tests the ports of UDP datagrams.',
  note: 'Loaded by itself after `-p udp` as soon as one of its options is used.',
  options: [
    {
      name: 'sport',
      aliases: ['source-port'],
      values: [{ kind: 'port-range', numbers: 'decimal' }],
      inversion: 'allowed',
      summary: 'Matches when the source port is this port or lies in this range.',
    },
    {
      name: 'dport',
      aliases: ['destination-port'],
      values: [{ kind: 'port-range', numbers: 'decimal' }],
      inversion: 'allowed',
      summary: 'Matches when the destination port is this port or lies in this range.',
    },
  ],
} satisfies MatchModule;
