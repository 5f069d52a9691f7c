// -j DSCP: set the differentiated services field.

import { dscpClasses } from '../shared-words';
import type { TargetModule } from '../types';

export default {
  kind: 'target',
  name: 'DSCP',
  families: ['ipv4', 'ipv6'],
  tables: ['mangle'],
  terminating: 'no',
  needsOneOf: ['set-dscp', 'set-dscp-class'],
  summary: 'Sets the differentiated services field; the packet goes on to the next rule.',
  options: [
    {
      name: 'set-dscp',
      values: [{ kind: 'integer', bits: 8, max: 63 }],
      excludes: ['set-dscp-class'],
      summary: 'Sets the field to this number.',
    },
    {
      name: 'set-dscp-class',
      values: [{ kind: 'dscp-class', words: dscpClasses, trailing: true }],
      excludes: ['set-dscp'],
      summary: 'Sets the field to the number of this class.',
    },
  ],
} satisfies TargetModule;
