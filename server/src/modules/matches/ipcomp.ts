// -m ipcomp: compressed IP payload.

import type { MatchModule } from '../types';

export default {
  kind: 'match',
  name: 'ipcomp',
  families: ['ipv4', 'ipv6'],
  protocols: ['ipcomp'],
  summary: 'Tests the header of IP packets with compressed payload.',
  options: [
    {
      name: 'ipcompspi',
      values: [{ kind: 'integer-range', bits: 32 }],
      inversion: 'allowed',
      summary: 'Matches when the compression parameter index is this number or lies in this range.',
    },
    {
      name: 'compres',
      summary: 'Matches when the reserved field of the header is zero.',
    },
  ],
} satisfies MatchModule;
