// -j NOTRACK: no connection tracking, the older spelling.

import type { TargetModule } from '../types';

export default {
  kind: 'target',
  name: 'NOTRACK',
  families: ['ipv4', 'ipv6'],
  kernelName: 'CT',
  tables: ['raw'],
  terminating: 'no',
  summary: 'Keeps the packet out of connection tracking; iptables-save writes it as `-j CT --notrack`.',
  deprecated: 'An alias kept for old rules; `-j CT --notrack` says the same.',
  options: [],
} satisfies TargetModule;
