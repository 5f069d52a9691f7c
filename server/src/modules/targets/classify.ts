// -j CLASSIFY: the class for traffic control.

import type { TargetModule } from '../types';

export default {
  kind: 'target',
  name: 'CLASSIFY',
  families: ['ipv4', 'ipv6'],
  hooks: ['FORWARD', 'OUTPUT', 'POSTROUTING'],
  terminating: 'no',
  summary: 'Puts the packet into a class of tc(8); the packet goes on to the next rule.',
  options: [
    {
      name: 'set-class',
      values: [{ kind: 'class-id' }],
      required: true,
      summary: 'The class, major and minor number in hexadecimal.',
    },
  ],
} satisfies TargetModule;
