// -m string: bytes somewhere in the packet.

import type { MatchModule } from '../types';

export default {
  kind: 'match',
  name: 'string',
  families: ['ipv4', 'ipv6'],
  needsOneOf: ['string', 'hex-string'],
  rules: ['string-range'],
  summary: 'Searches the packet for a sequence of bytes.',
  note: 'Each packet is searched by itself; a sequence spread over two is not found.',
  options: [
    {
      name: 'algo',
      values: [
        {
          kind: 'word',
          words: [
            { word: 'bm', meaning: 'Boyer-Moore, quicker for longer patterns' },
            { word: 'kmp', meaning: 'Knuth-Morris-Pratt, quicker for short patterns' },
          ],
          matching: 'exact',
        },
      ],
      required: true,
      summary: 'Chooses how the search is done.',
    },
    {
      name: 'from',
      values: [{ kind: 'integer', bits: 16 }],
      summary: 'The byte of the packet at which the search begins; 0 when absent.',
    },
    {
      name: 'to',
      values: [{ kind: 'integer', bits: 16 }],
      summary: 'The byte of the packet before which the search ends; the whole packet when absent.',
    },
    {
      name: 'string',
      values: [{ kind: 'text', max: 128, tooLong: 'refused' }],
      inversion: 'allowed',
      excludes: ['hex-string'],
      summary: 'Matches when this text is in the packet.',
    },
    {
      name: 'hex-string',
      values: [{ kind: 'hex-pattern', max: 128 }],
      inversion: 'allowed',
      excludes: ['string'],
      summary: 'Matches when this text is in the packet; bytes in hexadecimal stand between bars, `|0D 0A|`.',
    },
    {
      name: 'icase',
      summary: 'Takes capital and small letters as the same.',
    },
  ],
} satisfies MatchModule;
