// -m cluster: this node's share of the connections.

import type { MatchModule } from '../types';

export default {
  kind: 'match',
  name: 'cluster',
  families: ['ipv4', 'ipv6'],
  needsOneOf: ['cluster-local-node', 'cluster-local-nodemask'],
  rules: ['cluster-nodes'],
  summary: 'Matches the packets that fall to this node of a cluster, by a hash over the source address.',
  note: 'Every node has to see every packet, and to have the same seed and number of nodes.',
  options: [
    {
      name: 'cluster-total-nodes',
      values: [{ kind: 'integer', bits: 32, min: 1, max: 32 }],
      required: true,
      summary: 'The number of nodes.',
    },
    {
      name: 'cluster-local-node',
      values: [{ kind: 'integer', bits: 32, min: 1, max: 32 }],
      inversion: 'allowed',
      excludes: ['cluster-local-nodemask'],
      summary: 'The number of this node, from 1.',
    },
    {
      name: 'cluster-local-nodemask',
      values: [{ kind: 'integer', bits: 32, min: 1, max: 32 }],
      inversion: 'allowed',
      excludes: ['cluster-local-node'],
      summary: 'The nodes that this one stands for, one bit each.',
      note: 'iptables 1.8.9 takes no mask above 32, so that only the first five nodes, or the sixth, can be named.',
    },
    {
      name: 'cluster-hash-seed',
      values: [{ kind: 'integer', bits: 32 }],
      required: true,
      summary: 'The number that the hash starts from.',
    },
  ],
} satisfies MatchModule;
