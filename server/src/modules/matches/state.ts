// -m state: the older, smaller face of conntrack.

import { connectionStates } from '../shared-words';
import type { MatchModule } from '../types';

export default {
  kind: 'match',
  name: 'state',
  families: ['ipv4', 'ipv6'],
  kernelName: 'conntrack',
  summary: 'Tests the state of the packet in connection tracking.',
  deprecated: 'An alias kept for old rules; `-m conntrack --ctstate` says the same.',
  options: [
    {
      name: 'state',
      values: [{ kind: 'words', words: connectionStates, matching: 'beginning', separators: ',' }],
      inversion: 'allowed',
      required: true,
      summary: 'Matches when the packet is in one of these states.',
    },
  ],
} satisfies MatchModule;
