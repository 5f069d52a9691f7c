// -m sctp: ports and chunks of SCTP packets.

import type { MatchModule, Word } from '../types';

const chunkTypes: readonly Word[] = [
  { word: 'DATA', number: 0, meaning: 'payload' },
  { word: 'INIT', number: 1, meaning: 'opens an association' },
  { word: 'INIT_ACK', number: 2, meaning: 'answers INIT with a cookie' },
  { word: 'SACK', number: 3, meaning: 'acknowledges payload' },
  { word: 'HEARTBEAT', number: 4, meaning: 'asks whether a path is alive' },
  { word: 'HEARTBEAT_ACK', number: 5, meaning: 'answers HEARTBEAT' },
  { word: 'ABORT', number: 6, meaning: 'ends the association at once' },
  { word: 'SHUTDOWN', number: 7, meaning: 'begins an orderly end' },
  { word: 'SHUTDOWN_ACK', number: 8, meaning: 'answers SHUTDOWN' },
  { word: 'ERROR', number: 9, meaning: 'reports an error' },
  { word: 'COOKIE_ECHO', number: 10, meaning: 'sends the cookie back' },
  { word: 'COOKIE_ACK', number: 11, meaning: 'the association stands' },
  { word: 'ECN_ECNE', number: 12, meaning: 'reports congestion' },
  { word: 'ECN_CWR', number: 13, meaning: 'the sender has slowed down' },
  { word: 'SHUTDOWN_COMPLETE', number: 14, meaning: 'the association is over' },
  { word: 'I_DATA', number: 64, meaning: 'payload that may be interleaved' },
  { word: 'RE_CONFIG', number: 130, meaning: 'resets or adds streams' },
  { word: 'PAD', number: 132, meaning: 'filling' },
  { word: 'ASCONF', number: 193, meaning: 'changes the addresses of the association' },
  { word: 'ASCONF_ACK', number: 128, meaning: 'answers ASCONF' },
  { word: 'FORWARD_TSN', number: 192, meaning: 'gives up on payload that is too late' },
  { word: 'I_FORWARD_TSN', number: 194, meaning: 'the same for interleaved payload' },
];

export default {
  kind: 'match',
  name: 'sctp',
  families: ['ipv4', 'ipv6'],
  protocols: ['sctp'],
  summary: 'Tests ports and chunks of SCTP packets.',
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
      name: 'chunk-types',
      values: [
        {
          kind: 'word',
          words: [
            { word: 'all', meaning: 'the packet has every one of these chunks' },
            { word: 'any', meaning: 'the packet has at least one of these chunks' },
            { word: 'only', meaning: 'the packet has these chunks, all of them and no others' },
          ],
          matching: 'any-case',
        },
        {
          kind: 'sctp-chunks',
          words: chunkTypes,
          flags: { DATA: 'IUBE', I_DATA: 'IUBE', ABORT: 'T', SHUTDOWN_COMPLETE: 'T' },
        },
      ],
      inversion: 'allowed',
      summary:
        'Matches by the chunks of the packet, some with flags: a capital for a flag that is set, a small letter for one that is not.',
    },
  ],
} satisfies MatchModule;
