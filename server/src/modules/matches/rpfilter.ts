// -m rpfilter: would the answer go back the same way?

import type { MatchModule } from '../types';

export default {
  kind: 'match',
  name: 'rpfilter',
  families: ['ipv4', 'ipv6'],
  tables: ['raw', 'mangle'],
  hooks: ['PREROUTING'],
  summary: 'Matches when an answer to the packet would leave through the interface it came in by.',
  note: 'Packets from the loopback interface always match.',
  options: [
    {
      name: 'loose',
      summary: 'Is content with any route back, through whatever interface.',
    },
    {
      name: 'validmark',
      summary: 'Uses the mark of the packet for the lookup of the route back.',
    },
    {
      name: 'accept-local',
      summary: 'Lets packets from the network pass that bear an address of this host as source.',
    },
    {
      name: 'invert',
      summary: 'Matches when the test fails instead.',
    },
  ],
} satisfies MatchModule;
