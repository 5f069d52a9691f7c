// -j AUDIT: a record for the audit daemon.

import type { TargetModule } from '../types';

export default {
  kind: 'target',
  name: 'AUDIT',
  families: ['ipv4', 'ipv6'],
  terminating: 'no',
  summary: 'Writes a record on the packet for auditd(8); the packet goes on to the next rule.',
  options: [
    {
      name: 'type',
      values: [
        {
          kind: 'word',
          words: [
            { word: 'accept', meaning: 'the packet is going to be accepted' },
            { word: 'drop', meaning: 'the packet is going to be dropped' },
            { word: 'reject', meaning: 'the packet is going to be rejected' },
          ],
          matching: 'any-case',
        },
      ],
      required: true,
      summary: 'What the record says of the packet; Linux 4.12 and later leave it out.',
    },
  ],
} satisfies TargetModule;
