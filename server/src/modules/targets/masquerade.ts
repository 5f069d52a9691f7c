// -j MASQUERADE: source NAT to the address of the interface.

import type { TargetModule } from '../types';

export default {
  kind: 'target',
  name: 'MASQUERADE',
  families: ['ipv4', 'ipv6'],
  tables: ['nat'],
  hooks: ['POSTROUTING'],
  terminating: 'yes',
  summary: 'Lets the connection appear to come from the address of the interface through which it leaves.',
  note: 'For addresses that change: connections are forgotten when the interface goes down. With a fixed address SNAT does the same for less.',
  options: [
    {
      name: 'to-ports',
      values: [{ kind: 'nat-ports', basePort: true }],
      protocols: ['tcp', 'udp', 'sctp', 'dccp', 'icmp'],
      summary: 'The source ports to choose from.',
    },
    {
      name: 'random',
      summary: 'Picks the source port by a hash with a random part.',
    },
    {
      name: 'random-fully',
      summary: 'Picks the source port wholly by chance.',
    },
  ],
} satisfies TargetModule;
