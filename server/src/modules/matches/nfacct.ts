// -m nfacct: count in a named object.

import type { MatchModule } from '../types';

export default {
  kind: 'match',
  name: 'nfacct',
  families: ['ipv4', 'ipv6'],
  needs: 'the named accounting object of nfacct(8)',
  summary: 'Counts the packet in a named accounting object.',
  options: [
    {
      name: 'nfacct-name',
      values: [
        {
          kind: 'text',
          min: 1,
          max: 31,
          tooLong: 'cut',
          oneLine: true,
          hostObject: 'an accounting object of nfacct(8)',
        },
      ],
      required: true,
      summary: 'Names the object to count in.',
    },
  ],
} satisfies MatchModule;
