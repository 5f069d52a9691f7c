// -j DNAT: another destination for a connection.

import type { TargetModule } from '../types';

export default {
  kind: 'target',
  name: 'DNAT',
  families: ['ipv4', 'ipv6'],
  tables: ['nat'],
  hooks: ['PREROUTING', 'OUTPUT'],
  terminating: 'yes',
  summary: 'Sends the connection to another address or port; the answers are translated back.',
  note: 'Only the first packet of a connection walks through the table nat, the others follow it.',
  options: [
    {
      name: 'to-destination',
      values: [{ kind: 'nat-address', basePort: true }],
      required: true,
      summary: 'The new destination: an address, a range to spread connections over, a port or a range of ports.',
      note: 'A port needs `-p tcp`, `udp`, `sctp` or `dccp`. `/base` behind a range of ports shifts: the first port of the range stands for that base port.',
    },
    {
      name: 'random',
      summary: 'Picks the port of the range by chance.',
    },
    {
      name: 'persistent',
      summary: 'Gives a client the same address of the range for each of its connections.',
    },
  ],
} satisfies TargetModule;
