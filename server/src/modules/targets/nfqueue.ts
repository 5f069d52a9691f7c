// -j NFQUEUE: a program decides on the packet.

import type { TargetModule } from '../types';

export default {
  kind: 'target',
  name: 'NFQUEUE',
  families: ['ipv4', 'ipv6'],
  terminating: 'yes',
  summary: 'Hands the packet to a program that decides what becomes of it.',
  note: 'Without a program on the queue the packet is dropped, unless `--queue-bypass` is given.',
  options: [
    {
      name: 'queue-num',
      values: [{ kind: 'integer', bits: 16 }],
      excludes: ['queue-balance'],
      summary: 'The number of the queue; 0 when absent.',
    },
    {
      name: 'queue-balance',
      values: [{ kind: 'integer-range', bits: 16, order: 'strictly-ascending', bothEnds: true, kernelMaxCount: 65535 }],
      excludes: ['queue-num'],
      summary: 'Spreads connections over this range of queues.',
      note: 'At most 65535 queues, so from 0 the range ends at 65534.',
      differences: [
        { tool: 'legacy 1.8.11', effect: 'accepts', what: 'The range without numbers, `:`, as 0:65534.' },
        {
          tool: 'legacy 1.8.11',
          effect: 'saves differently',
          what: 'A range without an end, which then ends at 65534.',
        },
      ],
    },
    {
      name: 'queue-bypass',
      summary: 'Lets the packet through, as ACCEPT would, when no program listens.',
    },
    {
      name: 'queue-cpu-fanout',
      requires: ['queue-balance'],
      summary: 'Chooses the queue by the processor instead of by a hash of the connection.',
    },
  ],
} satisfies TargetModule;
