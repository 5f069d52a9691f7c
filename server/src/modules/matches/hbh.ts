// -m hbh: the IPv6 header with options for every hop.

import type { MatchModule } from '../types';

export default {
  kind: 'match',
  name: 'hbh',
  families: ['ipv6'],
  summary: 'Tests the IPv6 extension header with options for every router on the way.',
  options: [
    {
      name: 'hbh-len',
      values: [{ kind: 'integer', bits: 32 }],
      inversion: 'allowed',
      summary: 'Matches when the header is so many bytes long.',
    },
    {
      name: 'hbh-opts',
      values: [{ kind: 'ipv6-header-options', max: 16 }],
      summary: 'Matches when the header holds these options, each by number and, where given, length.',
    },
  ],
} satisfies MatchModule;
