// -j CLUSTERIP: one address for several nodes, by now removed.

import type { TargetModule } from '../types';

export default {
  kind: 'target',
  name: 'CLUSTERIP',
  families: ['ipv4'],
  terminating: 'no',
  rules: ['clusterip-new'],
  removed: 'Recent kernels do not have it; `-m cluster` takes its place.',
  summary: 'Lets several nodes share an address: each takes its part of the connections.',
  deprecated: '`-m cluster` does the same for both families.',
  options: [
    {
      name: 'new',
      summary: 'Begins a new shared address; the first rule for an address has to have it.',
    },
    {
      name: 'hashmode',
      values: [
        {
          kind: 'word',
          words: [
            { word: 'sourceip', meaning: 'by source address' },
            { word: 'sourceip-sourceport', meaning: 'by source address and port' },
            { word: 'sourceip-sourceport-destport', meaning: 'by source address and both ports' },
          ],
          matching: 'exact',
        },
      ],
      summary: 'How connections are shared out.',
    },
    {
      name: 'clustermac',
      values: [{ kind: 'mac-address', multicast: true }],
      summary: 'The Ethernet address of the cluster, a multicast one.',
    },
    {
      name: 'total-nodes',
      values: [{ kind: 'integer', bits: 16, max: 16 }],
      summary: 'The number of nodes.',
    },
    {
      name: 'local-node',
      values: [{ kind: 'integer', bits: 16, max: 16 }],
      summary: 'The number of this node, from 1.',
    },
    {
      name: 'hash-init',
      values: [{ kind: 'integer', bits: 32 }],
      summary: 'The number that the hash starts from.',
    },
  ],
} satisfies TargetModule;
