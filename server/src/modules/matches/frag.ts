// -m frag: the IPv6 fragment header.

import type { MatchModule } from '../types';

export default {
  kind: 'match',
  name: 'frag',
  families: ['ipv6'],
  summary: 'Tests the IPv6 fragment header.',
  options: [
    {
      name: 'fragid',
      values: [{ kind: 'integer-range', bits: 32 }],
      inversion: 'allowed',
      summary: 'Matches when the identification is this number or lies in this range.',
    },
    {
      name: 'fraglen',
      values: [{ kind: 'integer', bits: 32 }],
      inversion: 'allowed',
      summary: 'Takes a length of the header; the kernel ignores it.',
      deprecated: 'The fragment header always has the same length.',
    },
    {
      name: 'fragres',
      summary: 'Matches when the reserved fields of the header are zero.',
    },
    {
      name: 'fragfirst',
      summary: 'Matches the first fragment.',
    },
    {
      name: 'fragmore',
      excludes: ['fraglast'],
      summary: 'Matches fragments that others follow.',
    },
    {
      name: 'fraglast',
      excludes: ['fragmore'],
      summary: 'Matches the last fragment.',
    },
  ],
} satisfies MatchModule;
