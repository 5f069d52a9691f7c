// -m tcp: ports, flags and options of TCP segments.

import type { MatchModule } from '../types';

export default {
  kind: 'match',
  name: 'tcp',
  families: ['ipv4', 'ipv6'],
  protocols: ['tcp'],
  native: { unless: ['tcp-option'] },
  summary: 'Tests the header of TCP segments: ports, flags, TCP options.',
  note: 'Loaded by itself after `-p tcp` as soon as one of its options is used. Later fragments never match.',
  differences: [
    {
      tool: 'nf_tables 1.8.9',
      effect: 'saves differently',
      what: 'Several instances in one rule are merged, the same option of a later one replaces the earlier one.',
    },
  ],
  options: [
    {
      name: 'sport',
      aliases: ['source-port'],
      values: [{ kind: 'port-range', numbers: 'c' }],
      inversion: 'allowed',
      summary: 'Matches when the source port is this port or lies in this range.',
    },
    {
      name: 'dport',
      aliases: ['destination-port'],
      values: [{ kind: 'port-range', numbers: 'c' }],
      inversion: 'allowed',
      summary: 'Matches when the destination port is this port or lies in this range.',
    },
    {
      name: 'syn',
      inversion: 'allowed',
      excludes: ['tcp-flags'],
      summary: 'Matches segments that ask for a new connection: SYN set; ACK, RST and FIN not.',
      note: 'Short for `--tcp-flags SYN,RST,ACK,FIN SYN`.',
    },
    {
      name: 'tcp-flags',
      values: [
        { kind: 'tcp-flags', part: 'mask' },
        { kind: 'tcp-flags', part: 'set' },
      ],
      inversion: 'allowed',
      excludes: ['syn'],
      summary: 'Looks at the flags of the first list and matches when exactly those of the second are set among them.',
    },
    {
      name: 'tcp-option',
      values: [{ kind: 'integer', bits: 8, min: 1 }],
      inversion: 'allowed',
      summary: 'Matches when the header carries the TCP option of this number.',
    },
  ],
} satisfies MatchModule;
