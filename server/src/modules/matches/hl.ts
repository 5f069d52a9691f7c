// -m hl: the hop limit of IPv6.

import type { MatchModule } from '../types';

export default {
  kind: 'match',
  name: 'hl',
  families: ['ipv6'],
  needsOneOf: ['hl-eq', 'hl-lt', 'hl-gt'],
  summary: 'Tests the hop limit of IPv6 packets.',
  options: [
    {
      name: 'hl-eq',
      aliases: ['hl'],
      values: [{ kind: 'integer', bits: 8 }],
      inversion: 'allowed',
      excludes: ['hl-lt', 'hl-gt'],
      summary: 'Matches this hop limit.',
    },
    {
      name: 'hl-lt',
      values: [{ kind: 'integer', bits: 8 }],
      excludes: ['hl-eq', 'hl-gt'],
      summary: 'Matches a smaller hop limit.',
    },
    {
      name: 'hl-gt',
      values: [{ kind: 'integer', bits: 8 }],
      excludes: ['hl-eq', 'hl-lt'],
      summary: 'Matches a greater hop limit.',
    },
  ],
} satisfies MatchModule;
