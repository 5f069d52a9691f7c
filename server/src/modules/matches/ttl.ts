// -m ttl: the time to live of IPv4.

import type { MatchModule } from '../types';

export default {
  kind: 'match',
  name: 'ttl',
  families: ['ipv4'],
  needsOneOf: ['ttl-eq', 'ttl-lt', 'ttl-gt'],
  summary: 'Tests the time to live of IPv4 packets.',
  options: [
    {
      name: 'ttl-eq',
      aliases: ['ttl'],
      values: [{ kind: 'integer', bits: 8 }],
      inversion: 'allowed',
      excludes: ['ttl-lt', 'ttl-gt'],
      summary: 'Matches this TTL.',
    },
    {
      name: 'ttl-lt',
      values: [{ kind: 'integer', bits: 8 }],
      excludes: ['ttl-eq', 'ttl-gt'],
      summary: 'Matches a smaller TTL.',
    },
    {
      name: 'ttl-gt',
      values: [{ kind: 'integer', bits: 8 }],
      excludes: ['ttl-eq', 'ttl-lt'],
      summary: 'Matches a greater TTL.',
    },
  ],
} satisfies MatchModule;
