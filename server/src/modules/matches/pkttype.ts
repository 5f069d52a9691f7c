// -m pkttype: whom the frame was sent to.

import type { MatchModule } from '../types';

export default {
  kind: 'match',
  name: 'pkttype',
  families: ['ipv4', 'ipv6'],
  summary: 'Tests whether the frame was sent to this host alone, to a group or to all.',
  options: [
    {
      name: 'pkt-type',
      values: [
        {
          kind: 'word',
          words: [
            { word: 'unicast', aliases: ['host'], meaning: 'to this host' },
            { word: 'broadcast', aliases: ['bcast'], meaning: 'to all on the link' },
            { word: 'multicast', aliases: ['mcast'], meaning: 'to a group' },
            { word: 'otherhost', meaning: 'to another host, seen in promiscuous mode' },
          ],
          matching: 'any-case',
        },
      ],
      inversion: 'allowed',
      required: true,
      summary: 'Matches frames of this type.',
    },
  ],
} satisfies MatchModule;
