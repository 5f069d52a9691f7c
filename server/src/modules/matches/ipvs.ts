// -m ipvs: connections of the Linux virtual server.

import { connectionDirections } from '../shared-words';
import type { MatchModule } from '../types';

export default {
  kind: 'match',
  name: 'ipvs',
  families: ['ipv4', 'ipv6'],
  needsOneOf: 'any',
  rules: ['ipvs-connection'],
  needs: 'a kernel with IPVS and its match (CONFIG_NETFILTER_XT_MATCH_IPVS)',
  summary: 'Tests properties of a connection that the Linux virtual server balances.',
  note: 'Every option but `--ipvs` asks for such a connection, inverted or not.',
  options: [
    {
      name: 'ipvs',
      inversion: 'allowed',
      summary: 'Matches packets of a connection of the virtual server.',
    },
    {
      name: 'vproto',
      values: [{ kind: 'protocol' }],
      inversion: 'allowed',
      summary: 'Matches when the virtual service has this protocol.',
    },
    {
      name: 'vaddr',
      values: [{ kind: 'address-with-mask' }],
      inversion: 'allowed',
      summary: 'Matches when the virtual service has this address.',
    },
    {
      name: 'vport',
      values: [{ kind: 'port' }],
      inversion: 'allowed',
      summary: 'Matches when the virtual service has this port.',
    },
    {
      name: 'vdir',
      values: [{ kind: 'word', words: connectionDirections, matching: 'any-case' }],
      summary: 'Matches packets that flow in this direction.',
    },
    {
      name: 'vmethod',
      values: [
        {
          kind: 'word',
          words: [
            { word: 'GATE', meaning: 'direct routing' },
            { word: 'IPIP', meaning: 'a tunnel to the server' },
            { word: 'MASQ', meaning: 'address translation' },
          ],
          matching: 'any-case',
        },
      ],
      inversion: 'allowed',
      summary: 'Matches when packets reach the real server in this way.',
    },
    {
      name: 'vportctl',
      values: [{ kind: 'port' }],
      inversion: 'allowed',
      summary: 'Matches when the controlling connection goes to this port, for instance 21 for FTP.',
    },
  ],
} satisfies MatchModule;
