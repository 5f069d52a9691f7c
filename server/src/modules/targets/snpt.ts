// -j SNPT: translate the prefix of an IPv6 source.

import type { TargetModule, Value } from '../types';

const prefix: Value = { kind: 'address-with-mask', maxPrefix: 64, noHostBits: 'refused' };

export default {
  kind: 'target',
  name: 'SNPT',
  families: ['ipv6'],
  tables: ['mangle'],
  hooks: ['INPUT', 'POSTROUTING'],
  terminating: 'no',
  summary: 'Exchanges the prefix of the IPv6 source, packet by packet, without connection tracking.',
  note: 'DNPT does the way back. Connections so translated should not be tracked.',
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
