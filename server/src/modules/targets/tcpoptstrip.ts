// -j TCPOPTSTRIP: blank out TCP options.

import type { TargetModule } from '../types';

export default {
  kind: 'target',
  name: 'TCPOPTSTRIP',
  families: ['ipv4', 'ipv6'],
  tables: ['mangle'],
  protocols: ['tcp'],
  terminating: 'no',
  summary: 'Overwrites TCP options with no-operations; the packet goes on to the next rule.',
  options: [
    {
      name: 'strip-options',
      values: [
        {
          kind: 'tcp-options',
          words: [
            { word: 'wscale', number: 3, meaning: 'window scale' },
            { word: 'mss', number: 2, meaning: 'maximum segment size' },
            { word: 'sack-permitted', number: 4, meaning: 'selective acknowledgement offered' },
            { word: 'sack', number: 5, meaning: 'selective acknowledgement' },
            { word: 'timestamp', number: 8, meaning: 'timestamps' },
            { word: 'md5', number: 19, meaning: 'MD5 signature' },
          ],
        },
      ],
      summary: 'The options to blank out.',
    },
  ],
} satisfies TargetModule;
