// -m hashlimit: a rate for each host, port or pair of them.

import type { MatchModule } from '../types';

const overflow =
  'The kernel refuses rate and burst whose product is too large for it; 1/day with the default burst of 5 is.';

export default {
  kind: 'match',
  name: 'hashlimit',
  families: ['ipv4', 'ipv6'],
  needsOneOf: ['hashlimit-upto', 'hashlimit-above'],
  rules: ['hashlimit-burst'],
  summary:
    'Keeps a rate for each group of packets, such as those of one source address, and matches below or above it.',
  options: [
    {
      name: 'hashlimit-upto',
      aliases: ['hashlimit'],
      values: [{ kind: 'packet-or-byte-rate', max: 1000000 }],
      inversion: 'allowed',
      excludes: ['hashlimit-above'],
      summary: 'Matches while the group stays within this rate of packets, or of bytes (`512kb/s`).',
      note: overflow,
    },
    {
      name: 'hashlimit-above',
      values: [{ kind: 'packet-or-byte-rate', max: 1000000 }],
      inversion: 'allowed',
      excludes: ['hashlimit-upto'],
      summary: 'Matches when the group is above this rate of packets, or of bytes (`512kb/s`).',
      note: overflow,
    },
    {
      name: 'hashlimit-burst',
      values: [{ kind: 'packet-or-byte-burst', max: 1000000 }],
      summary: 'How much a group may send at once before the rate applies; 5 packets when absent.',
      note: 'Counted in bytes when the rate is one of bytes; then it may not be smaller than the rate.',
    },
    {
      name: 'hashlimit-mode',
      values: [
        {
          kind: 'words',
          words: [
            { word: 'dstip', meaning: 'by destination address' },
            { word: 'srcip', meaning: 'by source address' },
            { word: 'srcport', meaning: 'by source port' },
            { word: 'dstport', meaning: 'by destination port' },
          ],
          matching: 'exact',
          separators: ',|',
          emptyItems: true,
        },
      ],
      summary: 'What makes packets one group; without it, all packets are one.',
    },
    {
      name: 'hashlimit-srcmask',
      values: [{ kind: 'prefix-length', contiguous: true }],
      summary: 'Takes source addresses that share a prefix of this length together.',
    },
    {
      name: 'hashlimit-dstmask',
      values: [{ kind: 'prefix-length', contiguous: true }],
      summary: 'Takes destination addresses that share a prefix of this length together.',
    },
    {
      name: 'hashlimit-name',
      values: [{ kind: 'text', min: 1, max: 254, tooLong: 'cut', fileName: true }],
      required: true,
      summary: 'Names the table of groups, which can be read in /proc/net/ipt_hashlimit.',
      note: 'Rules with the same name share the table and its limits.',
    },
    {
      name: 'hashlimit-htable-size',
      values: [{ kind: 'integer', bits: 32 }],
      summary: 'The number of buckets of the table.',
    },
    {
      name: 'hashlimit-htable-max',
      values: [{ kind: 'integer', bits: 32 }],
      summary: 'How many groups the table holds at most.',
    },
    {
      name: 'hashlimit-htable-expire',
      values: [{ kind: 'integer', bits: 32, kernelMin: 1 }],
      summary: 'After how many milliseconds without a packet a group is forgotten.',
    },
    {
      name: 'hashlimit-htable-gcinterval',
      values: [{ kind: 'integer', bits: 32, kernelMin: 1 }],
      summary: 'How many milliseconds lie between two searches for groups to forget.',
    },
    {
      name: 'hashlimit-rate-match',
      summary: 'Compares the measured rate of the group instead of letting it use up a bucket of tokens.',
    },
    {
      name: 'hashlimit-rate-interval',
      values: [{ kind: 'lenient-integer', min: 1 }],
      summary: 'Over how many seconds `--hashlimit-rate-match` measures.',
    },
  ],
} satisfies MatchModule;
