// -m eui64: IPv6 addresses made from the MAC address.

import type { MatchModule } from '../types';

export default {
  kind: 'match',
  name: 'eui64',
  families: ['ipv6'],
  hooks: ['PREROUTING', 'INPUT', 'FORWARD'],
  summary: 'Matches when the lower half of the IPv6 source address was made from the Ethernet source address.',
  options: [],
} satisfies MatchModule;
