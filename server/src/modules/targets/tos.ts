// -j TOS: set the type of service octet.

import { typesOfService } from '../shared-words';
import type { TargetModule } from '../types';

export default {
  kind: 'target',
  name: 'TOS',
  families: ['ipv4', 'ipv6'],
  tables: ['mangle'],
  terminating: 'no',
  needsOneOf: ['set-tos', 'and-tos', 'or-tos', 'xor-tos'],
  summary:
    'Changes the type of service octet of IPv4 or the traffic class of IPv6; the packet goes on to the next rule.',
  note: 'The octet holds DSCP and ECN too.',
  options: [
    {
      name: 'set-tos',
      values: [{ kind: 'tos', words: typesOfService }],
      excludes: ['and-tos', 'or-tos', 'xor-tos'],
      summary:
        'Clears the bits of the mask and then flips those of the value; a name stands for the lower six bits (mask 0x3f), the two of ECN among them.',
    },
    {
      name: 'and-tos',
      values: [{ kind: 'integer', bits: 8 }],
      excludes: ['set-tos', 'or-tos', 'xor-tos'],
      summary: 'Keeps only these bits.',
    },
    {
      name: 'or-tos',
      values: [{ kind: 'integer', bits: 8 }],
      excludes: ['set-tos', 'and-tos', 'xor-tos'],
      summary: 'Sets these bits.',
    },
    {
      name: 'xor-tos',
      values: [{ kind: 'integer', bits: 8 }],
      excludes: ['set-tos', 'and-tos', 'or-tos'],
      summary: 'Flips these bits.',
    },
  ],
} satisfies TargetModule;
