// -j REDIRECT: destination NAT to this host.

import type { TargetModule } from '../types';

export default {
  kind: 'target',
  name: 'REDIRECT',
  families: ['ipv4', 'ipv6'],
  tables: ['nat'],
  hooks: ['PREROUTING', 'OUTPUT'],
  terminating: 'yes',
  summary: 'Sends the connection to this host instead, on the same or another port.',
  note: 'From PREROUTING it goes to the first address of the interface it came in by, from OUTPUT to 127.0.0.1 or ::1.',
  options: [
    {
      name: 'to-ports',
      values: [{ kind: 'nat-ports' }],
      protocols: ['tcp', 'udp', 'sctp', 'dccp', 'icmp'],
      summary: 'The port to go to, or a range from which a free one is taken; without it, the port stays.',
    },
    {
      name: 'random',
      summary: 'Picks the port of the range by chance.',
    },
  ],
} satisfies TargetModule;
