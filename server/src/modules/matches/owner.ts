// -m owner: the local process behind a packet.

import type { MatchModule } from '../types';

export default {
  kind: 'match',
  name: 'owner',
  families: ['ipv4', 'ipv6'],
  hooks: ['OUTPUT', 'POSTROUTING'],
  needsOneOf: ['uid-owner', 'gid-owner', 'socket-exists'],
  summary: 'Tests the user and group of the local process whose socket sent the packet.',
  note: 'Forwarded packets have no local socket; packets made by the kernel itself often have no owner. Neither matches an owner that is asked for.',
  options: [
    {
      name: 'uid-owner',
      values: [{ kind: 'owner', of: 'user' }],
      inversion: 'allowed',
      summary: 'Matches when the socket belongs to this user or to one of this range of user numbers.',
    },
    {
      name: 'gid-owner',
      values: [{ kind: 'owner', of: 'group' }],
      inversion: 'allowed',
      summary: 'Matches when the socket belongs to this group or to one of this range of group numbers.',
    },
    {
      name: 'socket-exists',
      inversion: 'allowed',
      summary: 'Matches when there is a local socket behind the packet at all.',
    },
    {
      name: 'suppl-groups',
      after: { option: 'gid-owner' },
      summary: "Lets `--gid-owner` also look at the supplementary groups of the socket's owner.",
    },
  ],
} satisfies MatchModule;
