// -m bpf: a filter program decides.

import type { MatchModule } from '../types';

export default {
  kind: 'match',
  name: 'bpf',
  families: ['ipv4', 'ipv6'],
  needsOneOf: ['bytecode', 'object-pinned'],
  summary: 'Lets a BPF program decide on the packet, from its network header on.',
  options: [
    {
      name: 'bytecode',
      values: [{ kind: 'bpf-program', maxInstructions: 64 }],
      excludes: ['object-pinned'],
      summary: 'A classic BPF program in numbers, as nfbpf_compile or `tcpdump -ddd` write it.',
      note: 'The kernel checks the program when the rule is loaded.',
    },
    {
      name: 'object-pinned',
      values: [{ kind: 'text', max: 511, tooLong: 'cut', hostObject: 'a pinned eBPF program at this path' }],
      excludes: ['bytecode'],
      summary: 'The path of an eBPF program pinned in a BPF file system.',
    },
  ],
} satisfies MatchModule;
