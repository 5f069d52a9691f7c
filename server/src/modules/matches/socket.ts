// -m socket: is there a local socket for this packet?

import type { MatchModule } from '../types';

export default {
  kind: 'match',
  name: 'socket',
  families: ['ipv4', 'ipv6'],
  hooks: ['PREROUTING', 'INPUT'],
  summary:
    'Matches when this host has an open TCP or UDP socket that the packet, or the packet an ICMP error quotes, belongs to.',
  note: 'Listeners on every address (0.0.0.0 or ::) do not count unless `--nowildcard` is given.',
  options: [
    {
      name: 'transparent',
      summary: 'Counts only sockets that may use addresses of others, as transparent proxies do.',
    },
    {
      name: 'nowildcard',
      summary: 'Counts listeners on every address too.',
    },
    {
      name: 'restore-skmark',
      summary: 'Gives the packet the mark of the socket.',
    },
  ],
} satisfies MatchModule;
