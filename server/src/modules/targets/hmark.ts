// -j HMARK: a mark made from a hash of the connection.

import type { Difference, TargetModule } from '../types';

const prefixDifference: Difference = {
  tool: 'legacy 1.8.11',
  effect: 'saves differently',
  what: 'A mask that is not a prefix length is saved as -1 instead of 32.',
};

export default {
  kind: 'target',
  name: 'HMARK',
  families: ['ipv4', 'ipv6'],
  terminating: 'no',
  rules: ['hmark-tuple'],
  summary: 'Marks the packet with a number hashed from its addresses and ports, so that a connection keeps its mark.',
  note: 'The mark is the hash modulo `--hmark-mod` plus `--hmark-offset`.',
  options: [
    {
      name: 'hmark-tuple',
      values: [
        {
          kind: 'words',
          words: [
            { word: 'ct', meaning: 'take the fields from connection tracking instead of the packet' },
            { word: 'src', meaning: 'source address' },
            { word: 'dst', meaning: 'destination address' },
            { word: 'sport', meaning: 'source port' },
            { word: 'dport', meaning: 'destination port' },
            { word: 'proto', meaning: 'protocol' },
            { word: 'spi', meaning: 'security parameter index of AH or ESP' },
          ],
          matching: 'beginning',
          separators: ',',
        },
      ],
      summary: 'The fields that are hashed, each in full.',
    },
    {
      name: 'hmark-src-prefix',
      values: [{ kind: 'prefix-length' }],
      summary: 'Hashes this much of the source address.',
      differences: [prefixDifference],
    },
    {
      name: 'hmark-dst-prefix',
      values: [{ kind: 'prefix-length' }],
      summary: 'Hashes this much of the destination address.',
      differences: [prefixDifference],
    },
    {
      name: 'hmark-sport-mask',
      values: [{ kind: 'integer', bits: 16 }],
      summary: 'Hashes these bits of the source port.',
    },
    {
      name: 'hmark-dport-mask',
      values: [{ kind: 'integer', bits: 16 }],
      summary: 'Hashes these bits of the destination port.',
    },
    {
      name: 'hmark-spi-mask',
      values: [{ kind: 'integer', bits: 32 }],
      summary: 'Hashes these bits of the security parameter index.',
    },
    {
      name: 'hmark-sport',
      values: [{ kind: 'integer', bits: 16 }],
      summary: 'Sets these bits of the source port before hashing.',
    },
    {
      name: 'hmark-dport',
      values: [{ kind: 'integer', bits: 16 }],
      summary: 'Sets these bits of the destination port before hashing.',
    },
    {
      name: 'hmark-spi',
      values: [{ kind: 'integer', bits: 32 }],
      summary: 'Sets these bits of the security parameter index before hashing.',
    },
    {
      name: 'hmark-proto-mask',
      values: [{ kind: 'integer', bits: 16 }],
      summary: 'Hashes these bits of the protocol number.',
    },
    {
      name: 'hmark-rnd',
      values: [{ kind: 'integer', bits: 32 }],
      required: true,
      summary: 'The number that the hash starts from.',
    },
    {
      name: 'hmark-mod',
      values: [{ kind: 'integer', bits: 32, min: 1 }],
      required: true,
      summary: 'How many different marks there are.',
    },
    {
      name: 'hmark-offset',
      values: [{ kind: 'integer', bits: 32 }],
      summary: 'The lowest mark; 0 when absent.',
    },
  ],
} satisfies TargetModule;
