// -j DNPT: translate the prefix of an IPv6 destination.

import type { TargetModule, Value } from '../types';

const prefix: Value = { kind: 'address-with-mask', maxPrefix: 64, noHostBits: 'refused' };

export default {
  kind: 'target',
  name: 'DNPT',
  families: ['ipv6'],
  tables: ['mangle'],
  hooks: ['PREROUTING', 'OUTPUT'],
  terminating: 'no',
  summary: 'Exchanges the prefix of the IPv6 destination, packet by packet, without connection tracking.',
  note: 'SNPT does the way back. Connections so translated should not be tracked.',
  options: [
    {
      name: 'src-pfx',
      values: [prefix],
      required: true,
      summary: 'The prefix to replace.',
    },
    {
      name: 'dst-pfx',
      values: [prefix],
      required: true,
      summary: 'The prefix to put in its place.',
    },
  ],
} satisfies TargetModule;
