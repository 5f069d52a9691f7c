// -m connlimit: how many connections a host has at once.

import type { MatchModule } from '../types';

export default {
  kind: 'match',
  name: 'connlimit',
  families: ['ipv4', 'ipv6'],
  needsOneOf: ['connlimit-upto', 'connlimit-above'],
  summary: 'Tests how many connections a host or network has open at the same time.',
  options: [
    {
      name: 'connlimit-upto',
      values: [{ kind: 'integer', bits: 32 }],
      inversion: 'allowed',
      excludes: ['connlimit-above'],
      summary: 'Matches while there are at most so many connections.',
    },
    {
      name: 'connlimit-above',
      values: [{ kind: 'integer', bits: 32 }],
      inversion: 'allowed',
      excludes: ['connlimit-upto'],
      summary: 'Matches when there are more connections than this.',
    },
    {
      name: 'connlimit-mask',
      values: [{ kind: 'prefix-length' }],
      summary: 'Counts hosts that share a prefix of this length together; without it, each host by itself.',
      differences: [
        {
          tool: 'legacy 1.8.11',
          effect: 'saves differently',
          what: 'A mask that is not a prefix length is saved as 0 instead of 32.',
        },
      ],
    },
    {
      name: 'connlimit-saddr',
      excludes: ['connlimit-daddr'],
      summary: 'Counts by source address, which is the default.',
    },
    {
      name: 'connlimit-daddr',
      excludes: ['connlimit-saddr'],
      summary: 'Counts by destination address.',
    },
  ],
} satisfies MatchModule;
