// -m rt: the IPv6 routing header.

import type { MatchModule } from '../types';

export default {
  kind: 'match',
  name: 'rt',
  families: ['ipv6'],
  summary: 'Tests the IPv6 routing header.',
  options: [
    {
      name: 'rt-type',
      values: [{ kind: 'integer', bits: 32 }],
      inversion: 'allowed',
      summary: 'Matches a header of this type.',
    },
    {
      name: 'rt-segsleft',
      values: [{ kind: 'integer-range', bits: 32 }],
      inversion: 'allowed',
      summary: 'Matches when so many stations are left to visit.',
    },
    {
      name: 'rt-len',
      values: [{ kind: 'integer', bits: 32 }],
      inversion: 'allowed',
      summary: 'Matches when the header is so many bytes long.',
    },
    {
      name: 'rt-0-res',
      after: { option: 'rt-type', value: 0 },
      summary: 'Matches when the reserved field of a type 0 header is zero.',
    },
    {
      name: 'rt-0-addrs',
      values: [{ kind: 'ipv6-addresses', max: 16 }],
      after: { option: 'rt-type', value: 0 },
      summary: 'Matches when a type 0 header lists these addresses in this order.',
    },
    {
      name: 'rt-0-not-strict',
      after: { option: 'rt-0-addrs' },
      summary: 'Lets other addresses stand between those of `--rt-0-addrs`.',
    },
  ],
} satisfies MatchModule;
