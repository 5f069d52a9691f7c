// -m comment: a remark kept with the rule.

import type { MatchModule } from '../types';

export default {
  kind: 'match',
  name: 'comment',
  families: ['ipv4', 'ipv6'],
  summary: 'Keeps a remark with the rule; it always matches.',
  options: [
    {
      name: 'comment',
      values: [{ kind: 'text', max: 255, tooLong: 'cut' }],
      required: true,
      summary: 'The remark.',
      note: 'Only the first 255 bytes are kept.',
    },
  ],
} satisfies MatchModule;
