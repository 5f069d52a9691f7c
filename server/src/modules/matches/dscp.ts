// -m dscp: the differentiated services field.

import { dscpClasses } from '../shared-words';
import type { MatchModule } from '../types';

export default {
  kind: 'match',
  name: 'dscp',
  families: ['ipv4', 'ipv6'],
  needsOneOf: ['dscp', 'dscp-class'],
  summary: 'Tests the differentiated services field: the upper six bits of the TOS octet.',
  options: [
    {
      name: 'dscp',
      values: [{ kind: 'integer', bits: 8, max: 63 }],
      inversion: 'allowed',
      excludes: ['dscp-class'],
      summary: 'Matches this value of the field.',
    },
    {
      name: 'dscp-class',
      values: [{ kind: 'dscp-class', words: dscpClasses, trailing: true }],
      inversion: 'allowed',
      excludes: ['dscp'],
      summary: 'Matches the value that stands for this class.',
    },
  ],
} satisfies MatchModule;
