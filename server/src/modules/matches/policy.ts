// -m policy: the IPsec policy of a packet.

import type { MatchModule } from '../types';

export default {
  kind: 'match',
  name: 'policy',
  families: ['ipv4', 'ipv6'],
  needsOneOf: ['dir'],
  rules: ['policy-elements'],
  summary: 'Tests whether and how IPsec protected the packet, or is going to.',
  note: 'Options from `--reqid` on describe one element of the policy; `--next` begins another.',
  options: [
    {
      name: 'dir',
      values: [
        {
          kind: 'word',
          words: [
            { word: 'in', meaning: 'how the packet was decrypted', hooks: ['PREROUTING', 'INPUT', 'FORWARD'] },
            { word: 'out', meaning: 'how the packet will be encrypted', hooks: ['FORWARD', 'OUTPUT', 'POSTROUTING'] },
          ],
          matching: 'exact',
        },
      ],
      summary: 'Chooses the direction of the policy.',
    },
    {
      name: 'pol',
      values: [
        {
          kind: 'word',
          words: [
            { word: 'none', meaning: 'no IPsec' },
            { word: 'ipsec', meaning: 'under IPsec' },
          ],
          matching: 'exact',
        },
      ],
      summary: 'Matches packets under IPsec, or those that are not.',
    },
    {
      name: 'strict',
      summary: 'Demands that the elements are the whole policy in this order, instead of one of them being in it.',
    },
    {
      name: 'reqid',
      values: [{ kind: 'integer', bits: 32 }],
      inversion: 'allowed',
      repeat: 'once-per-element',
      summary: 'Matches an element with this request number.',
    },
    {
      name: 'spi',
      values: [{ kind: 'integer', bits: 32 }],
      inversion: 'allowed',
      repeat: 'once-per-element',
      summary: 'Matches an element with this security parameter index.',
    },
    {
      name: 'proto',
      values: [{ kind: 'protocol', only: ['ah', 'esp', 'ipcomp'] }],
      inversion: 'allowed',
      repeat: 'once-per-element',
      summary: 'Matches an element of this protocol.',
    },
    {
      name: 'mode',
      values: [
        {
          kind: 'word',
          words: [
            { word: 'transport', meaning: 'only the payload is protected' },
            { word: 'tunnel', meaning: 'the whole packet travels inside another' },
          ],
          matching: 'exact',
        },
      ],
      inversion: 'allowed',
      repeat: 'once-per-element',
      summary: 'Matches an element of this mode.',
    },
    {
      name: 'tunnel-src',
      values: [{ kind: 'address-with-mask' }],
      inversion: 'allowed',
      repeat: 'once-per-element',
      summary: 'Matches an element whose tunnel begins at this address.',
    },
    {
      name: 'tunnel-dst',
      values: [{ kind: 'address-with-mask' }],
      inversion: 'allowed',
      repeat: 'once-per-element',
      summary: 'Matches an element whose tunnel ends at this address.',
    },
    {
      name: 'next',
      repeat: { atMost: 3 },
      requires: ['strict'],
      summary: 'Begins the next element.',
    },
  ],
} satisfies MatchModule;
