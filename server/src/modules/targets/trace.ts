// -j TRACE: report every rule the packet meets.

import type { TargetModule } from '../types';

export default {
  kind: 'target',
  name: 'TRACE',
  families: ['ipv4', 'ipv6'],
  tables: ['raw'],
  native: 'always',
  terminating: 'no',
  summary: 'Has every rule that the packet matches from here on reported.',
  note: 'The legacy backend writes to the kernel log; with nf_tables, `xtables-monitor --trace` shows it.',
  options: [],
} satisfies TargetModule;
