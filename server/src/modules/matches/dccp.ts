// -m dccp: ports, types and options of DCCP packets.

import type { MatchModule } from '../types';

export default {
  kind: 'match',
  name: 'dccp',
  families: ['ipv4', 'ipv6'],
  protocols: ['dccp'],
  summary: 'Tests the header of DCCP packets.',
  options: [
    {
      name: 'sport',
      aliases: ['source-port'],
      values: [{ kind: 'port-range', numbers: 'decimal' }],
      inversion: 'allowed',
      summary: 'Matches when the source port is this port or lies in this range.',
    },
    {
      name: 'dport',
      aliases: ['destination-port'],
      values: [{ kind: 'port-range', numbers: 'decimal' }],
      inversion: 'allowed',
      summary: 'Matches when the destination port is this port or lies in this range.',
    },
    {
      name: 'dccp-types',
      values: [
        {
          kind: 'words',
          words: [
            { word: 'REQUEST', meaning: 'opens a connection' },
            { word: 'RESPONSE', meaning: 'answers the opening' },
            { word: 'DATA', meaning: 'carries data' },
            { word: 'ACK', meaning: 'acknowledges' },
            { word: 'DATAACK', meaning: 'carries data and acknowledges' },
            { word: 'CLOSEREQ', meaning: 'the server asks the client to close' },
            { word: 'CLOSE', meaning: 'closes the connection' },
            { word: 'RESET', meaning: 'ends the connection' },
            { word: 'SYNC', meaning: 'resynchronises after losses' },
            { word: 'SYNCACK', meaning: 'answers a SYNC' },
            { word: 'INVALID', meaning: 'a type that DCCP does not define' },
          ],
          matching: 'any-case',
          separators: ',',
          emptyItems: true,
        },
      ],
      inversion: 'allowed',
      summary: 'Matches packets of these types.',
    },
    {
      name: 'dccp-option',
      values: [{ kind: 'integer', bits: 8, min: 1 }],
      inversion: 'allowed',
      summary: 'Matches when the packet carries the DCCP option of this number.',
    },
  ],
} satisfies MatchModule;
