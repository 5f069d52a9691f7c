// -j TPROXY: hand a packet to a local transparent proxy, unchanged.

import type { TargetModule } from '../types';

export default {
  kind: 'target',
  name: 'TPROXY',
  families: ['ipv4', 'ipv6'],
  tables: ['mangle'],
  hooks: ['PREROUTING'],
  protocols: ['tcp', 'udp'],
  terminating: 'yes',
  summary: 'Gives the packet to a local transparent socket without rewriting it, and marks it.',
  note: 'The mark usually steers a routing rule that delivers the packet locally. When no socket listens, the packet is dropped.',
  options: [
    {
      name: 'on-port',
      values: [{ kind: 'port' }],
      required: true,
      summary: 'The port on which the proxy listens; 0 keeps the destination port.',
    },
    {
      name: 'on-ip',
      values: [{ kind: 'address' }],
      summary: 'The address on which the proxy listens; by default that of the interface the packet came in by.',
    },
    {
      name: 'tproxy-mark',
      values: [{ kind: 'mark' }],
      summary: 'Sets the bits of the mask in the mark of the packet to the value.',
    },
  ],
} satisfies TargetModule;
