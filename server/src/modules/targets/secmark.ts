// -j SECMARK: the security context of a packet.

import type { TargetModule } from '../types';

export default {
  kind: 'target',
  name: 'SECMARK',
  families: ['ipv4', 'ipv6'],
  tables: ['mangle', 'security'],
  terminating: 'no',
  needs: 'a security module such as SELinux that knows the context',
  summary: 'Labels the packet for a security module such as SELinux.',
  options: [
    {
      name: 'selctx',
      values: [{ kind: 'text', max: 255, tooLong: 'cut', hostObject: 'this security context' }],
      required: true,
      summary: 'The security context.',
    },
  ],
} satisfies TargetModule;
