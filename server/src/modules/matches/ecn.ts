// -m ecn: explicit congestion notification.

import type { MatchModule } from '../types';

export default {
  kind: 'match',
  name: 'ecn',
  families: ['ipv4', 'ipv6'],
  needsOneOf: ['ecn-tcp-cwr', 'ecn-tcp-ece', 'ecn-ip-ect'],
  summary: 'Tests the bits of explicit congestion notification in the IP and TCP headers.',
  options: [
    {
      name: 'ecn-tcp-cwr',
      inversion: 'allowed',
      protocols: ['tcp'],
      summary: 'Matches when the TCP flag CWR is set: the sender has slowed down.',
    },
    {
      name: 'ecn-tcp-ece',
      inversion: 'allowed',
      protocols: ['tcp'],
      summary: 'Matches when the TCP flag ECE is set: the receiver has seen congestion.',
    },
    {
      name: 'ecn-ip-ect',
      values: [{ kind: 'integer', bits: 8, max: 3 }],
      inversion: 'allowed',
      summary: 'Matches this value of the two bits in the IP header: 0 not capable, 1 and 2 capable, 3 congestion met.',
    },
  ],
} satisfies MatchModule;
