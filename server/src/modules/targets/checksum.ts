// -j CHECKSUM: fill in a missing checksum.

import type { TargetModule } from '../types';

export default {
  kind: 'target',
  name: 'CHECKSUM',
  families: ['ipv4', 'ipv6'],
  tables: ['mangle'],
  terminating: 'no',
  summary: 'Computes the checksum of a packet that was left to the network card.',
  note: 'For old programs, such as DHCP clients in virtual machines, that take such packets for damaged. Meant for UDP.',
  options: [
    {
      name: 'checksum-fill',
      required: true,
      summary: 'Computes the checksum and writes it into the packet.',
    },
  ],
} satisfies TargetModule;
