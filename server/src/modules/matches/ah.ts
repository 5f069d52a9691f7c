// -m ah: the IPsec Authentication Header.

import type { MatchModule, Option } from '../types';

const ahspi: Option = {
  name: 'ahspi',
  values: [{ kind: 'integer-range', bits: 32 }],
  inversion: 'allowed',
  summary: 'Matches when the security parameter index is this number or lies in this range.',
};

/** In IPv6 the header is one of several, so there `-p` is not asked for. */
export default [
  {
    kind: 'match',
    name: 'ah',
    families: ['ipv4'],
    protocols: ['ah'],
    summary: 'Tests the IPsec Authentication Header.',
    options: [ahspi],
  },
  {
    kind: 'match',
    name: 'ah',
    families: ['ipv6'],
    summary: 'Tests the IPsec Authentication Header.',
    options: [
      ahspi,
      {
        name: 'ahlen',
        values: [{ kind: 'integer', bits: 32 }],
        inversion: 'allowed',
        summary: 'Matches when the header is so many bytes long.',
      },
      {
        name: 'ahres',
        summary: 'Matches when the reserved field of the header is zero.',
      },
    ],
  },
] satisfies MatchModule[];
