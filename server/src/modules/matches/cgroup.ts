// -m cgroup: the control group of the local socket.

import type { MatchModule } from '../types';

export default {
  kind: 'match',
  name: 'cgroup',
  families: ['ipv4', 'ipv6'],
  hooks: ['INPUT', 'OUTPUT', 'POSTROUTING'],
  needsOneOf: ['path', 'cgroup'],
  combinations: 'kernel',
  summary: 'Tests the control group of the local socket that the packet comes from or goes to.',
  note: 'In INPUT it only sees packets whose socket is already known by then.',
  options: [
    {
      name: 'path',
      values: [{ kind: 'text', max: 511, tooLong: 'cut', hostObject: 'a control group (version 2) at this path' }],
      inversion: 'allowed',
      excludes: ['cgroup'],
      summary: 'Matches when the socket was made in this control group (version 2) or below it.',
      note: 'The path counts from the root of the hierarchy.',
    },
    {
      name: 'cgroup',
      values: [{ kind: 'integer', bits: 32 }],
      inversion: 'allowed',
      excludes: ['path'],
      summary: 'Matches when net_cls gave the socket this class number (version 1).',
    },
  ],
} satisfies MatchModule;
