// -j HL: change the hop limit of IPv6.

import type { TargetModule } from '../types';

export default {
  kind: 'target',
  name: 'HL',
  families: ['ipv6'],
  tables: ['mangle'],
  terminating: 'no',
  needsOneOf: ['hl-set', 'hl-inc', 'hl-dec'],
  summary: 'Changes the hop limit; the packet goes on to the next rule.',
  note: 'Raising it takes away the protection against packets that travel in circles for ever.',
  options: [
    {
      name: 'hl-set',
      values: [{ kind: 'integer', bits: 8 }],
      excludes: ['hl-inc', 'hl-dec'],
      summary: 'Sets the hop limit.',
    },
    {
      name: 'hl-dec',
      values: [{ kind: 'integer', bits: 8, min: 1 }],
      excludes: ['hl-set', 'hl-inc'],
      summary: 'Lowers the hop limit by this number.',
    },
    {
      name: 'hl-inc',
      values: [{ kind: 'integer', bits: 8, min: 1 }],
      excludes: ['hl-set', 'hl-dec'],
      summary: 'Raises the hop limit by this number.',
    },
  ],
} satisfies TargetModule;
