// -j ECN: take congestion notification away.

import type { TargetModule } from '../types';

export default {
  kind: 'target',
  name: 'ECN',
  families: ['ipv4'],
  tables: ['mangle'],
  terminating: 'no',
  needsOneOf: ['ecn-tcp-remove', 'ecn-tcp-cwr', 'ecn-tcp-ece', 'ecn-ip-ect'],
  summary: 'Clears or sets bits of explicit congestion notification; the packet goes on to the next rule.',
  note: 'For networks that drop packets with these bits.',
  options: [
    {
      name: 'ecn-tcp-remove',
      excludes: ['ecn-tcp-cwr', 'ecn-tcp-ece'],
      protocols: ['tcp'],
      summary: 'Clears the bits of the TCP header.',
    },
    {
      name: 'ecn-tcp-cwr',
      values: [{ kind: 'integer', bits: 8, max: 1 }],
      excludes: ['ecn-tcp-remove'],
      protocols: ['tcp'],
      summary: 'Sets the TCP flag CWR to 0 or 1.',
    },
    {
      name: 'ecn-tcp-ece',
      values: [{ kind: 'integer', bits: 8, max: 1 }],
      excludes: ['ecn-tcp-remove'],
      protocols: ['tcp'],
      summary: 'Sets the TCP flag ECE to 0 or 1.',
    },
    {
      name: 'ecn-ip-ect',
      values: [{ kind: 'integer', bits: 8, max: 3 }],
      summary: 'Sets the two bits of the IP header to this number.',
    },
  ],
} satisfies TargetModule;
