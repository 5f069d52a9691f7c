// -j QUEUE: the old way to a program.

import { byNftOnLoad } from '../refused-by';
import type { TargetModule } from '../types';

export default {
  kind: 'target',
  name: 'QUEUE',
  families: ['ipv4', 'ipv6'],
  kernelName: 'standard',
  terminating: 'yes',
  summary: 'Hands the packet to the program that listens on queue 0.',
  deprecated: 'NFQUEUE does the same for any queue.',
  differences: [{ tool: 'nf_tables 1.8.9', effect: 'refuses', what: 'The whole target.' }],
  absentIn: byNftOnLoad,
  options: [],
} satisfies TargetModule;
