// -m helper: connections that a conntrack helper announced.

import type { MatchModule } from '../types';

export default {
  kind: 'match',
  name: 'helper',
  families: ['ipv4', 'ipv6'],
  summary: 'Tests which conntrack helper announced the connection, such as ftp for its data connections.',
  options: [
    {
      name: 'helper',
      values: [{ kind: 'text', max: 29, tooLong: 'cut', hostObject: 'a conntrack helper of this name' }],
      inversion: 'allowed',
      required: true,
      summary: 'Matches connections that belong to one watched by this helper; the empty name stands for any helper.',
      note: 'A helper on another port than its own has the port in its name: `ftp-2121`.',
    },
  ],
} satisfies MatchModule;
