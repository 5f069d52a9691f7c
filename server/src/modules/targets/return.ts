// -j RETURN: back to the calling chain.

import type { TargetModule } from '../types';

export default {
  kind: 'target',
  name: 'RETURN',
  families: ['ipv4', 'ipv6'],
  kernelName: 'standard',
  terminating: 'returns',
  summary: 'Leaves the chain: the calling chain goes on with its next rule, a built-in chain ends with its policy.',
  options: [],
} satisfies TargetModule;
