// -j NETMAP: map a whole network onto another.

import type { TargetModule } from '../types';

export default {
  kind: 'target',
  name: 'NETMAP',
  families: ['ipv4', 'ipv6'],
  tables: ['nat'],
  hooks: ['PREROUTING', 'INPUT', 'OUTPUT', 'POSTROUTING'],
  terminating: 'yes',
  summary: 'Exchanges the network part of an address and keeps the host part, one to one.',
  note: 'Rewrites the destination in PREROUTING and OUTPUT, the source in INPUT and POSTROUTING.',
  options: [
    {
      name: 'to',
      values: [{ kind: 'address-with-mask' }],
      required: true,
      summary: 'The network to map to; its mask says which bits are exchanged.',
    },
  ],
} satisfies TargetModule;
