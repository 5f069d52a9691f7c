// -j TTL: change the time to live of IPv4.

import type { TargetModule } from '../types';

export default {
  kind: 'target',
  name: 'TTL',
  families: ['ipv4'],
  tables: ['mangle'],
  terminating: 'no',
  needsOneOf: ['ttl-set', 'ttl-inc', 'ttl-dec'],
  summary: 'Changes the time to live; the packet goes on to the next rule.',
  note: 'Raising it takes away the protection against packets that travel in circles for ever. A packet whose TTL falls to 0 is dropped.',
  options: [
    {
      name: 'ttl-set',
      values: [{ kind: 'integer', bits: 8 }],
      excludes: ['ttl-inc', 'ttl-dec'],
      summary: 'Sets the TTL.',
    },
    {
      name: 'ttl-dec',
      values: [{ kind: 'integer', bits: 8, min: 1 }],
      excludes: ['ttl-set', 'ttl-inc'],
      summary: 'Lowers the TTL by this number.',
    },
    {
      name: 'ttl-inc',
      values: [{ kind: 'integer', bits: 8, min: 1 }],
      excludes: ['ttl-set', 'ttl-dec'],
      summary: 'Raises the TTL by this number.',
    },
  ],
} satisfies TargetModule;
