// -m tos: the type of service octet.

import { typesOfService } from '../shared-words';
import type { MatchModule } from '../types';

export default {
  kind: 'match',
  name: 'tos',
  families: ['ipv4', 'ipv6'],
  summary: 'Tests the type of service octet of IPv4 or the traffic class of IPv6.',
  options: [
    {
      name: 'tos',
      values: [{ kind: 'tos', words: typesOfService }],
      inversion: 'allowed',
      required: true,
      summary: 'Matches when the bits of the mask, in the octet, equal the value.',
      note: 'A name compares the lower six bits (mask 0x3f), the two of ECN among them.',
    },
  ],
} satisfies MatchModule;
