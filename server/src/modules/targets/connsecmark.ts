// -j CONNSECMARK: security marks between packet and connection.

import type { TargetModule } from '../types';

export default {
  kind: 'target',
  name: 'CONNSECMARK',
  families: ['ipv4', 'ipv6'],
  tables: ['mangle', 'security'],
  terminating: 'no',
  needsOneOf: ['save', 'restore'],
  summary: 'Copies the security mark of the packet to its connection, or back, where there is none yet.',
  options: [
    {
      name: 'save',
      excludes: ['restore'],
      summary: 'Copies the mark of the packet to the connection.',
    },
    {
      name: 'restore',
      excludes: ['save'],
      summary: 'Copies the mark of the connection to the packet.',
    },
  ],
} satisfies TargetModule;
