// -m set: membership in an ipset.

import type { MatchModule } from '../types';

export default {
  kind: 'match',
  name: 'set',
  families: ['ipv4', 'ipv6'],
  needsOneOf: ['match-set'],
  rules: ['set-combination'],
  needs: 'the named ipset',
  summary: 'Tests whether the packet is in a set of ipset(8).',
  note: 'The set has to exist, with the same family, when the rule is loaded.',
  options: [
    {
      name: 'match-set',
      aliases: ['set'],
      values: [{ kind: 'set-name' }, { kind: 'set-directions', max: 6 }],
      inversion: 'allowed',
      summary: 'Matches when the addresses or ports of the packet, taken as the directions say, are in the set.',
      note: 'One direction for each dimension of the set: `src,dst` looks up source for the first and destination for the second. `--set` is a deprecated spelling.',
    },
    {
      name: 'return-nomatch',
      repeat: 'allowed',
      summary: 'Matches on entries marked nomatch, and not on the others.',
    },
    {
      name: 'update-counters',
      inversion: 'allowed',
      repeat: 'allowed',
      summary: 'Counts the packet at the entry it matches, which is the default; with `!`, does not.',
    },
    {
      name: 'update-subcounters',
      inversion: 'allowed',
      repeat: 'allowed',
      summary: 'Counts the packet also in the member sets of a list of sets, which is the default; with `!`, does not.',
    },
    {
      name: 'packets-eq',
      values: [{ kind: 'integer', bits: 64 }],
      inversion: 'allowed',
      excludes: ['packets-lt', 'packets-gt'],
      summary: 'Matches only when the entry has counted exactly so many packets.',
    },
    {
      name: 'packets-lt',
      values: [{ kind: 'integer', bits: 64 }],
      excludes: ['packets-eq', 'packets-gt'],
      summary: 'Matches only when the entry has counted fewer packets.',
    },
    {
      name: 'packets-gt',
      values: [{ kind: 'integer', bits: 64 }],
      excludes: ['packets-eq', 'packets-lt'],
      summary: 'Matches only when the entry has counted more packets.',
    },
    {
      name: 'bytes-eq',
      values: [{ kind: 'integer', bits: 64 }],
      inversion: 'allowed',
      excludes: ['bytes-lt', 'bytes-gt'],
      summary: 'Matches only when the entry has counted exactly so many bytes.',
    },
    {
      name: 'bytes-lt',
      values: [{ kind: 'integer', bits: 64 }],
      excludes: ['bytes-eq', 'bytes-gt'],
      summary: 'Matches only when the entry has counted fewer bytes.',
    },
    {
      name: 'bytes-gt',
      values: [{ kind: 'integer', bits: 64 }],
      excludes: ['bytes-eq', 'bytes-lt'],
      summary: 'Matches only when the entry has counted more bytes.',
    },
  ],
} satisfies MatchModule;
