// -m mh: messages of Mobile IPv6.

import type { MatchModule } from '../types';

export default {
  kind: 'match',
  name: 'mh',
  families: ['ipv6'],
  protocols: ['mobility-header'],
  summary: 'Tests the type of Mobile IPv6 messages.',
  note: 'Loaded by itself after `-p mh`, but not after the other names of the protocol.',
  options: [
    {
      name: 'mh-type',
      values: [
        {
          kind: 'mobility-type',
          words: [
            { word: 'binding-refresh-request', aliases: ['brr'], number: 0, meaning: 'asks for a new binding' },
            { word: 'home-test-init', aliases: ['hoti'], number: 1, meaning: 'begins the test by the home address' },
            { word: 'careof-test-init', aliases: ['coti'], number: 2, meaning: 'begins the test by the new address' },
            { word: 'home-test', aliases: ['hot'], number: 3, meaning: 'answers the test by the home address' },
            { word: 'careof-test', aliases: ['cot'], number: 4, meaning: 'answers the test by the new address' },
            { word: 'binding-update', aliases: ['bu'], number: 5, meaning: 'tells the new address' },
            { word: 'binding-acknowledgement', aliases: ['ba'], number: 6, meaning: 'accepts or refuses the update' },
            { word: 'binding-error', aliases: ['be'], number: 7, meaning: 'reports an error' },
          ],
        },
      ],
      inversion: 'allowed',
      summary: 'Matches messages of this type or within this range of types.',
    },
  ],
} satisfies MatchModule;
