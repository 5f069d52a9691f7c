// -m ipv6header: which extension headers an IPv6 packet has.

import type { MatchModule } from '../types';

export default {
  kind: 'match',
  name: 'ipv6header',
  families: ['ipv6'],
  summary: 'Tests which extension headers an IPv6 packet has.',
  options: [
    {
      name: 'header',
      values: [
        {
          kind: 'ipv6-headers',
          words: [
            { word: 'hop-by-hop', aliases: ['hop'], number: 0, meaning: 'options for every router on the way' },
            { word: 'dst', number: 60, meaning: 'options for the destination' },
            { word: 'route', number: 43, meaning: 'routing' },
            { word: 'frag', number: 44, meaning: 'fragment' },
            { word: 'auth', number: 51, meaning: 'IPsec authentication' },
            { word: 'esp', number: 50, meaning: 'IPsec encryption; headers inside it are not seen' },
            { word: 'none', number: 59, meaning: 'no next header' },
            { word: 'protocol', aliases: ['prot'], number: 255, meaning: 'any header of an upper layer' },
          ],
        },
      ],
      inversion: 'allowed',
      required: true,
      summary: 'Matches packets that have exactly these headers.',
      note: 'The names of these protocols in /etc/protocols do too.',
    },
    {
      name: 'soft',
      summary: 'Lets the packet have other headers too; with an inverted --header it may have none of those named.',
    },
  ],
} satisfies MatchModule;
