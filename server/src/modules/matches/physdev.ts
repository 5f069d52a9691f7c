// -m physdev: ports of a bridge.

import type { MatchModule } from '../types';

const outputNote = 'In OUTPUT only together with `--physdev-is-bridged`.';

export default {
  kind: 'match',
  name: 'physdev',
  families: ['ipv4', 'ipv6'],
  needsOneOf: 'any',
  summary: 'Tests through which ports of a bridge the packet passes.',
  note: 'Only packets that the bridge hands to iptables are seen (sysctl bridge-nf-call-iptables).',
  options: [
    {
      name: 'physdev-in',
      values: [{ kind: 'interface', empty: true }],
      inversion: 'allowed',
      summary: 'Matches when the packet came in through this port of a bridge.',
    },
    {
      name: 'physdev-out',
      values: [{ kind: 'interface', empty: true }],
      inversion: 'allowed',
      hooks: ['PREROUTING', 'INPUT', 'FORWARD', 'POSTROUTING'],
      anyHookWith: { option: 'physdev-is-bridged' },
      summary: 'Matches when the packet is going to leave through this port of a bridge.',
      note: outputNote,
    },
    {
      name: 'physdev-is-in',
      inversion: 'allowed',
      summary: 'Matches when the packet came in through a port of a bridge.',
    },
    {
      name: 'physdev-is-out',
      inversion: 'allowed',
      hooks: ['PREROUTING', 'INPUT', 'FORWARD', 'POSTROUTING'],
      anyHookWith: { option: 'physdev-is-bridged' },
      summary: 'Matches when the packet is going to leave through a port of a bridge.',
      note: outputNote,
    },
    {
      name: 'physdev-is-bridged',
      inversion: 'allowed',
      summary: 'Matches when the packet is bridged, not routed.',
    },
  ],
} satisfies MatchModule;
