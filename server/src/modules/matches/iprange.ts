// -m iprange: ranges of addresses that are no networks.

import type { MatchModule } from '../types';

export default {
  kind: 'match',
  name: 'iprange',
  families: ['ipv4', 'ipv6'],
  needsOneOf: ['src-range', 'dst-range'],
  summary: 'Tests addresses against a range with any first and last address.',
  options: [
    {
      name: 'src-range',
      values: [{ kind: 'address-range' }],
      inversion: 'allowed',
      summary: 'Matches when the source address lies in this range, ends included.',
      note: 'A range whose end is below its start is taken with a warning and never matches.',
    },
    {
      name: 'dst-range',
      values: [{ kind: 'address-range' }],
      inversion: 'allowed',
      summary: 'Matches when the destination address lies in this range, ends included.',
      note: 'A range whose end is below its start is taken with a warning and never matches.',
    },
  ],
} satisfies MatchModule;
