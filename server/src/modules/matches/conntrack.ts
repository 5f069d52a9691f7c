// -m conntrack: what connection tracking knows of the packet's connection.

import { connectionDirections, connectionStates } from '../shared-words';
import type { MatchModule } from '../types';

export default {
  kind: 'match',
  name: 'conntrack',
  families: ['ipv4', 'ipv6'],
  needsOneOf: 'any',
  summary: 'Tests what connection tracking knows of the connection that the packet belongs to.',
  note: 'The original direction is that of the first packet seen, with the addresses it had before any NAT; the reply direction holds what the answers look like.',
  options: [
    {
      name: 'ctstate',
      values: [
        {
          kind: 'words',
          words: [
            ...connectionStates,
            { word: 'SNAT', meaning: 'the source address of the connection has been rewritten' },
            { word: 'DNAT', meaning: 'the destination address of the connection has been rewritten' },
          ],
          matching: 'beginning',
          separators: ',',
        },
      ],
      inversion: 'allowed',
      summary: 'Matches when the packet is in one of these states.',
    },
    {
      name: 'ctproto',
      values: [{ kind: 'protocol' }],
      inversion: 'allowed',
      summary: 'Matches when the connection has this protocol.',
      differences: [{ tool: 'legacy 1.8.11', effect: 'refuses', what: 'Protocol 0 (`all`), which never matches.' }],
    },
    {
      name: 'ctorigsrc',
      values: [{ kind: 'address-with-mask' }],
      inversion: 'allowed',
      summary: 'Matches when the connection was opened from this address or network.',
    },
    {
      name: 'ctorigdst',
      values: [{ kind: 'address-with-mask' }],
      inversion: 'allowed',
      summary: 'Matches when the connection was opened to this address or network, before any NAT.',
    },
    {
      name: 'ctreplsrc',
      values: [{ kind: 'address-with-mask' }],
      inversion: 'allowed',
      summary: 'Matches when the answers of the connection come from this address or network.',
    },
    {
      name: 'ctrepldst',
      values: [{ kind: 'address-with-mask' }],
      inversion: 'allowed',
      summary: 'Matches when the answers of the connection go to this address or network.',
    },
    {
      name: 'ctorigsrcport',
      values: [{ kind: 'port-range', numbers: 'decimal' }],
      inversion: 'allowed',
      summary: 'Matches when the connection was opened from this port or range of ports.',
    },
    {
      name: 'ctorigdstport',
      values: [{ kind: 'port-range', numbers: 'decimal' }],
      inversion: 'allowed',
      summary: 'Matches when the connection was opened to this port or range of ports, before any NAT.',
    },
    {
      name: 'ctreplsrcport',
      values: [{ kind: 'port-range', numbers: 'decimal' }],
      inversion: 'allowed',
      summary: 'Matches when the answers of the connection come from this port or range of ports.',
    },
    {
      name: 'ctrepldstport',
      values: [{ kind: 'port-range', numbers: 'decimal' }],
      inversion: 'allowed',
      summary: 'Matches when the answers of the connection go to this port or range of ports.',
    },
    {
      name: 'ctstatus',
      values: [
        {
          kind: 'words',
          words: [
            { word: 'NONE', meaning: 'none of the others' },
            { word: 'EXPECTED', meaning: 'a helper had announced the connection' },
            { word: 'SEEN_REPLY', meaning: 'packets have been seen in both directions' },
            { word: 'ASSURED', meaning: 'well enough established not to be dropped early when the table is full' },
            { word: 'CONFIRMED', meaning: 'its first packet has left this host' },
          ],
          matching: 'beginning',
          separators: ',',
        },
      ],
      inversion: 'allowed',
      summary: 'Matches when the connection has one of these statuses.',
    },
    {
      name: 'ctexpire',
      values: [{ kind: 'integer-range', bits: 32 }],
      inversion: 'allowed',
      summary: 'Matches when the entry of the connection has so many seconds left to live.',
    },
    {
      name: 'ctdir',
      values: [{ kind: 'word', words: connectionDirections, matching: 'any-case' }],
      summary: 'Matches packets that flow in this direction of the connection; without it, both.',
    },
  ],
} satisfies MatchModule;
