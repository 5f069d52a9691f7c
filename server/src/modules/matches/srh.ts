// -m srh: the IPv6 header of segment routing.

import type { MatchModule } from '../types';

export default {
  kind: 'match',
  name: 'srh',
  families: ['ipv6'],
  summary: 'Tests the IPv6 segment routing header.',
  options: [
    {
      name: 'srh-next-hdr',
      values: [{ kind: 'integer', bits: 8 }],
      inversion: 'allowed',
      summary: 'Matches when the header after it has this protocol number.',
    },
    {
      name: 'srh-hdr-len-eq',
      values: [{ kind: 'integer', bits: 8 }],
      inversion: 'allowed',
      summary: 'Matches when its length field is this number.',
    },
    {
      name: 'srh-hdr-len-gt',
      values: [{ kind: 'integer', bits: 8 }],
      inversion: 'allowed',
      summary: 'Matches when its length field is greater.',
    },
    {
      name: 'srh-hdr-len-lt',
      values: [{ kind: 'integer', bits: 8 }],
      inversion: 'allowed',
      summary: 'Matches when its length field is smaller.',
    },
    {
      name: 'srh-segs-left-eq',
      values: [{ kind: 'integer', bits: 8 }],
      inversion: 'allowed',
      summary: 'Matches when so many segments are left.',
    },
    {
      name: 'srh-segs-left-gt',
      values: [{ kind: 'integer', bits: 8 }],
      inversion: 'allowed',
      summary: 'Matches when more segments are left.',
    },
    {
      name: 'srh-segs-left-lt',
      values: [{ kind: 'integer', bits: 8 }],
      inversion: 'allowed',
      summary: 'Matches when fewer segments are left.',
    },
    {
      name: 'srh-last-entry-eq',
      values: [{ kind: 'integer', bits: 8 }],
      inversion: 'allowed',
      summary: 'Matches when the last segment has this index.',
    },
    {
      name: 'srh-last-entry-gt',
      values: [{ kind: 'integer', bits: 8 }],
      inversion: 'allowed',
      summary: 'Matches when the last segment has a greater index.',
    },
    {
      name: 'srh-last-entry-lt',
      values: [{ kind: 'integer', bits: 8 }],
      inversion: 'allowed',
      summary: 'Matches when the last segment has a smaller index.',
    },
    {
      name: 'srh-tag',
      values: [{ kind: 'integer', bits: 16 }],
      inversion: 'allowed',
      summary: 'Matches this tag.',
    },
    {
      name: 'srh-psid',
      values: [{ kind: 'address-with-mask' }],
      inversion: 'allowed',
      summary: 'Matches when the segment visited before has this address.',
    },
    {
      name: 'srh-nsid',
      values: [{ kind: 'address-with-mask' }],
      inversion: 'allowed',
      summary: 'Matches when the segment to visit next has this address.',
    },
    {
      name: 'srh-lsid',
      values: [{ kind: 'address-with-mask' }],
      inversion: 'allowed',
      summary: 'Matches when the last segment has this address.',
    },
  ],
} satisfies MatchModule;
