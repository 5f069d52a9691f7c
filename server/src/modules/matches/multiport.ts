// -m multiport: lists of ports.

import type { MatchModule } from '../types';

export default {
  kind: 'match',
  name: 'multiport',
  families: ['ipv4', 'ipv6'],
  protocols: ['tcp', 'udp', 'udplite', 'sctp', 'dccp'],
  needsOneOf: 'any',
  rules: ['protocol-before-ports'],
  summary: 'Tests ports against a list of up to 15 ports or ranges.',
  note: 'A range takes two of the 15 places. `-p` has to stand before the port option.',
  options: [
    {
      name: 'sports',
      aliases: ['source-ports'],
      values: [{ kind: 'port-list', slots: 15 }],
      inversion: 'allowed',
      excludes: ['dports', 'ports'],
      summary: 'Matches when the source port is in the list.',
    },
    {
      name: 'dports',
      aliases: ['destination-ports'],
      values: [{ kind: 'port-list', slots: 15 }],
      inversion: 'allowed',
      excludes: ['sports', 'ports'],
      summary: 'Matches when the destination port is in the list.',
    },
    {
      name: 'ports',
      values: [{ kind: 'port-list', slots: 15 }],
      inversion: 'allowed',
      excludes: ['sports', 'dports'],
      summary: 'Matches when the source port or the destination port is in the list.',
    },
  ],
} satisfies MatchModule;
