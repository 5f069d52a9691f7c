// -j standard: the kernel's name for verdicts and jumps.

import type { TargetModule } from '../types';

export default {
  kind: 'target',
  name: 'standard',
  families: ['ipv4', 'ipv6'],
  terminating: 'depends',
  summary: 'The name under which the kernel keeps ACCEPT, DROP, QUEUE, RETURN and jumps to chains.',
  note: 'Not for rules: a real load refuses it as a target.',
  options: [],
} satisfies TargetModule;
