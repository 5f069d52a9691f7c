// -j CT: how connection tracking is to treat the packet.

import type { TargetModule } from '../types';

export default {
  kind: 'target',
  name: 'CT',
  families: ['ipv4', 'ipv6'],
  tables: ['raw'],
  terminating: 'no',
  summary: 'Tells connection tracking, before it looks, how to treat the packet and its connection.',
  options: [
    {
      name: 'notrack',
      summary: 'Keeps the packet out of connection tracking, and thereby out of NAT.',
    },
    {
      name: 'helper',
      values: [{ kind: 'text', max: 15, tooLong: 'cut', hostObject: 'a conntrack helper of this name' }],
      protocols: 'any',
      idleWith: 'notrack',
      summary: 'Gives the connection to this helper, for instance ftp.',
      note: 'The helper has to exist for the protocol of `-p`.',
    },
    {
      name: 'timeout',
      values: [{ kind: 'text', max: 31, tooLong: 'cut', hostObject: 'a timeout policy of nfct(8)' }],
      protocols: 'any',
      idleWith: 'notrack',
      summary: 'Lets the connection expire by this timeout policy.',
    },
    {
      name: 'ctevents',
      values: [
        {
          kind: 'words',
          words: [
            { word: 'new', meaning: 'the connection comes into being' },
            { word: 'related', meaning: 'the connection comes into being as a related one' },
            { word: 'destroy', meaning: 'the connection ends' },
            { word: 'reply', meaning: 'the first answer arrives' },
            { word: 'assured', meaning: 'the connection becomes assured' },
            { word: 'protoinfo', meaning: 'the state of its protocol changes, such as that of TCP' },
            { word: 'helper', meaning: 'a helper is assigned' },
            { word: 'mark', meaning: 'its mark changes' },
            { word: 'natseqinfo', meaning: 'sequence numbers begin to be adjusted for NAT' },
            { word: 'secmark', meaning: 'its security mark changes' },
          ],
          matching: 'exact',
          separators: ',',
        },
      ],
      summary: 'Reports only these events of the connection to listeners.',
    },
    {
      name: 'expevents',
      values: [
        {
          kind: 'words',
          words: [{ word: 'new', meaning: 'a connection is expected' }],
          matching: 'exact',
          separators: ',',
        },
      ],
      summary: 'Reports only these events of expected connections to listeners.',
    },
    {
      name: 'zone-orig',
      values: [{ kind: 'zone' }],
      summary: 'Puts the original direction of the connection into this zone.',
    },
    {
      name: 'zone-reply',
      values: [{ kind: 'zone' }],
      summary: 'Puts the reply direction of the connection into this zone.',
    },
    {
      name: 'zone',
      values: [{ kind: 'zone' }],
      summary:
        'Puts the connection into this zone; connections of different zones may have the same addresses and ports.',
    },
  ],
} satisfies TargetModule;
