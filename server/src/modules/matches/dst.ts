// -m dst: the IPv6 header with options for the destination.

import type { MatchModule } from '../types';

export default {
  kind: 'match',
  name: 'dst',
  families: ['ipv6'],
  summary: 'Tests the IPv6 extension header with options for the destination.',
  options: [
    {
      name: 'dst-len',
      values: [{ kind: 'integer', bits: 32 }],
      inversion: 'allowed',
      summary: 'Matches when the header is so many bytes long.',
    },
    {
      name: 'dst-opts',
      values: [{ kind: 'ipv6-header-options', max: 16 }],
      summary: 'Matches when the header holds these options, each by number and, where given, length.',
    },
  ],
} satisfies MatchModule;
