// -m connbytes: how much a connection has carried.

import type { MatchModule } from '../types';

export default {
  kind: 'match',
  name: 'connbytes',
  families: ['ipv4', 'ipv6'],
  summary: 'Tests how many bytes or packets the connection has carried so far, or their average size.',
  note: 'Never matches a connection that is not counted; counting is turned on by the sysctl nf_conntrack_acct.',
  options: [
    {
      name: 'connbytes',
      values: [{ kind: 'integer-range', bits: 64, order: 'ascending' }],
      inversion: 'allowed',
      required: true,
      summary: 'Matches when the count lies in this range; without an end, from this number on.',
    },
    {
      name: 'connbytes-dir',
      values: [
        {
          kind: 'word',
          words: [
            { word: 'original', meaning: 'sent by the side that opened the connection' },
            { word: 'reply', meaning: 'sent back' },
            { word: 'both', meaning: 'both directions together' },
          ],
          matching: 'exact',
        },
      ],
      required: true,
      summary: 'Chooses the direction that is counted.',
    },
    {
      name: 'connbytes-mode',
      values: [
        {
          kind: 'word',
          words: [
            { word: 'packets', meaning: 'the number of packets' },
            { word: 'bytes', meaning: 'the number of bytes' },
            { word: 'avgpkt', meaning: 'the average size of a packet in bytes' },
          ],
          matching: 'exact',
        },
      ],
      required: true,
      summary: 'Chooses what is counted.',
    },
  ],
} satisfies MatchModule;
