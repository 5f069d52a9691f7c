// -j TEE: a copy of the packet to another host.

import type { TargetModule } from '../types';

export default {
  kind: 'target',
  name: 'TEE',
  families: ['ipv4', 'ipv6'],
  terminating: 'no',
  summary: 'Sends a copy of the packet to a host on the local network; the packet itself goes on to the next rule.',
  options: [
    {
      name: 'gateway',
      values: [{ kind: 'address', zero: 'refused' }],
      required: true,
      summary: 'The host that gets the copy.',
      note: '0.0.0.0 and :: are refused.',
    },
    {
      name: 'oif',
      values: [{ kind: 'text', max: 15, tooLong: 'cut' }],
      summary: 'The interface through which the copy leaves.',
    },
  ],
} satisfies TargetModule;
