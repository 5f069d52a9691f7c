// -j ACCEPT: the packet may pass.

import type { TargetModule } from '../types';

export default {
  kind: 'target',
  name: 'ACCEPT',
  families: ['ipv4', 'ipv6'],
  kernelName: 'standard',
  terminating: 'yes',
  summary: 'Lets the packet through; no further rule of this table is asked.',
  note: 'Later tables and hooks may still drop it.',
  options: [],
} satisfies TargetModule;
