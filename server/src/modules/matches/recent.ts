// -m recent: addresses seen lately.

import type { MatchModule } from '../types';

export default {
  kind: 'match',
  name: 'recent',
  families: ['ipv4', 'ipv6'],
  needsOneOf: ['set', 'rcheck', 'update', 'remove'],
  rules: ['recent-command'],
  summary: 'Keeps a list of addresses with the times they were seen, and matches against it.',
  note: 'The list can be read and changed in /proc/net/xt_recent.',
  options: [
    {
      name: 'set',
      inversion: 'allowed',
      excludes: ['rcheck', 'update', 'remove'],
      summary: 'Puts the address on the list, or brings its entry up to date; matches in any case.',
    },
    {
      name: 'rcheck',
      inversion: 'allowed',
      excludes: ['set', 'update', 'remove'],
      summary: 'Matches when the address is on the list.',
    },
    {
      name: 'update',
      inversion: 'allowed',
      excludes: ['set', 'rcheck', 'remove'],
      summary: 'Matches when the address is on the list, and then notes that it was seen again.',
    },
    {
      name: 'remove',
      inversion: 'allowed',
      excludes: ['set', 'rcheck', 'update'],
      summary: 'Matches when the address is on the list, and takes it off.',
    },
    {
      name: 'seconds',
      values: [{ kind: 'integer', bits: 32, min: 1 }],
      summary: 'Looks only at what was seen within so many seconds.',
    },
    {
      name: 'reap',
      requires: ['seconds'],
      summary: 'Removes entries that are older than `--seconds` says.',
    },
    {
      name: 'hitcount',
      values: [{ kind: 'integer', bits: 32, kernelMax: 65535 }],
      summary: 'Matches only when the address was seen at least so many times.',
      note: 'Before Linux 6.11 at most 255.',
    },
    {
      name: 'rttl',
      excludes: ['set', 'remove'],
      summary: 'Matches only when the TTL is the same as that of the packet that put the address on the list.',
    },
    {
      name: 'name',
      values: [{ kind: 'text', max: 199, tooLong: 'cut', fileName: true }],
      summary: 'Names the list; DEFAULT when absent.',
    },
    {
      name: 'rsource',
      summary: 'Works with the source address, which is the default.',
    },
    {
      name: 'rdest',
      summary: 'Works with the destination address.',
    },
    {
      name: 'mask',
      values: [{ kind: 'address' }],
      summary: 'Keeps only these bits of the address, so that a network has one entry.',
    },
  ],
} satisfies MatchModule;
