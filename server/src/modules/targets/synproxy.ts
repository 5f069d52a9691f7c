// -j SYNPROXY: answer SYNs on behalf of a server.

import type { TargetModule } from '../types';

export default {
  kind: 'target',
  name: 'SYNPROXY',
  families: ['ipv4', 'ipv6'],
  hooks: ['INPUT', 'FORWARD'],
  protocols: ['tcp'],
  terminating: 'sometimes',
  summary: 'Completes the TCP handshake with the client before the server hears of it, against floods of SYNs.',
  note: 'Packets of a handshake end here, others go on. The SYNs have to be untracked (`-j CT --notrack`).',
  options: [
    {
      name: 'sack-perm',
      summary: 'Lets client and server agree on selective acknowledgement.',
    },
    {
      name: 'timestamp',
      summary: 'Lets client and server agree on timestamps; selective acknowledgement and window scaling need them.',
    },
    {
      name: 'wscale',
      values: [{ kind: 'integer', bits: 32 }],
      summary: 'The window scale told to the client, which has to be that of the server.',
    },
    {
      name: 'mss',
      values: [{ kind: 'integer', bits: 32 }],
      summary: 'The maximum segment size told to the client, which has to be that of the server.',
    },
    {
      name: 'ecn',
      summary: 'Lets client and server agree on explicit congestion notification.',
    },
  ],
} satisfies TargetModule;
