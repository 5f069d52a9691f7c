// -j ULOG: the forerunner of NFLOG, by now removed.

import type { TargetModule } from '../types';

export default {
  kind: 'target',
  name: 'ULOG',
  families: ['ipv4'],
  terminating: 'no',
  removed: 'Linux 3.17 took it out; NFLOG takes its place.',
  summary: 'Sends the packet to logging programs over netlink; the packet goes on to the next rule.',
  deprecated: 'NFLOG does the same for both families.',
  options: [
    {
      name: 'ulog-nlgroup',
      values: [{ kind: 'integer', bits: 8, min: 1, max: 32 }],
      summary: 'The netlink group on which programs listen; 1 when absent.',
    },
    {
      name: 'ulog-prefix',
      values: [{ kind: 'text', min: 1, max: 31, tooLong: 'cut', oneLine: true }],
      summary: 'Text that goes with the packet, to tell the rules apart.',
    },
    {
      name: 'ulog-cprange',
      values: [{ kind: 'integer', bits: 64 }],
      summary: 'How many bytes of the packet are copied; 0 for all.',
    },
    {
      name: 'ulog-qthreshold',
      values: [{ kind: 'integer', bits: 64, min: 1, max: 50 }],
      summary: 'How many packets the kernel collects before it sends them; 1 when absent.',
    },
  ],
} satisfies TargetModule;
