// -m esp: the IPsec Encapsulating Security Payload.

import type { MatchModule } from '../types';

export default {
  kind: 'match',
  name: 'esp',
  families: ['ipv4', 'ipv6'],
  protocols: ['esp'],
  summary: 'Tests the header of encrypted IPsec packets.',
  options: [
    {
      name: 'espspi',
      values: [{ kind: 'integer-range', bits: 32 }],
      inversion: 'allowed',
      summary: 'Matches when the security parameter index is this number or lies in this range.',
    },
  ],
} satisfies MatchModule;
