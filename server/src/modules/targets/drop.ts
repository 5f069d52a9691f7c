// -j DROP: the packet ends here, without a word.

import type { TargetModule } from '../types';

export default {
  kind: 'target',
  name: 'DROP',
  families: ['ipv4', 'ipv6'],
  kernelName: 'standard',
  tables: ['filter', 'mangle', 'raw', 'security'],
  terminating: 'yes',
  summary: 'Throws the packet away without telling anybody.',
  note: 'iptables refuses it in the table nat.',
  options: [],
} satisfies TargetModule;
