// -j NFLOG: hand a copy of the packet to a logging program.

import type { TargetModule } from '../types';

export default {
  kind: 'target',
  name: 'NFLOG',
  families: ['ipv4', 'ipv6'],
  terminating: 'no',
  summary: 'Sends the packet to logging programs over netlink; the packet goes on to the next rule.',
  options: [
    {
      name: 'nflog-group',
      values: [{ kind: 'integer', bits: 16 }],
      summary: 'The netlink group on which programs listen; 0 when absent.',
    },
    {
      name: 'nflog-prefix',
      values: [{ kind: 'text', min: 1, max: 63, nftMax: 127, tooLong: 'cut', oneLine: true }],
      summary: 'Text that goes with the packet, to tell the rules apart.',
      differences: [
        { tool: 'nf_tables 1.8.9', effect: 'saves differently', what: 'A long prefix keeps up to 127 bytes.' },
      ],
    },
    {
      name: 'nflog-range',
      values: [{ kind: 'integer', bits: 32 }],
      excludes: ['nflog-size'],
      summary: 'Was meant to set how many bytes of the packet are copied, and never has.',
      deprecated: 'It has no effect; `--nflog-size` has.',
      differences: [{ tool: 'nf_tables 1.8.9', effect: 'saves differently', what: 'The option is lost.' }],
    },
    {
      name: 'nflog-size',
      values: [{ kind: 'integer', bits: 32 }],
      excludes: ['nflog-range'],
      summary: 'How many bytes of the packet are copied; all when absent.',
    },
    {
      name: 'nflog-threshold',
      values: [{ kind: 'integer', bits: 16 }],
      summary: 'How many packets the kernel collects before it sends them; 1 when absent.',
    },
  ],
} satisfies TargetModule;
