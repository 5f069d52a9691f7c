// -j SNAT: another source for a connection.

import type { TargetModule } from '../types';

export default {
  kind: 'target',
  name: 'SNAT',
  families: ['ipv4', 'ipv6'],
  tables: ['nat'],
  hooks: ['INPUT', 'POSTROUTING'],
  terminating: 'yes',
  summary: 'Lets the connection appear to come from another address or port; the answers are translated back.',
  options: [
    {
      name: 'to-source',
      values: [{ kind: 'nat-address', basePort: true }],
      required: true,
      summary: 'The new source: an address, a range to spread connections over, a port or a range of ports.',
      note: 'A port needs `-p tcp`, `udp`, `sctp` or `dccp`. Without ports the source port is kept where it is free.',
    },
    {
      name: 'random',
      summary: 'Picks the source port by a hash with a random part.',
    },
    {
      name: 'random-fully',
      summary: 'Picks the source port wholly by chance.',
    },
    {
      name: 'persistent',
      summary: 'Gives a client the same address of the range for each of its connections.',
    },
  ],
} satisfies TargetModule;
