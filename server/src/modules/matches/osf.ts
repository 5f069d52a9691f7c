// -m osf: guess the operating system of the sender.

import type { MatchModule } from '../types';

export default {
  kind: 'match',
  name: 'osf',
  families: ['ipv4'],
  hooks: ['PREROUTING', 'INPUT', 'FORWARD'],
  protocols: ['tcp'],
  summary: 'Guesses from a TCP SYN which operating system sent it.',
  note: 'The fingerprints are loaded with nfnl_osf(8).',
  options: [
    {
      name: 'genre',
      values: [{ kind: 'text', max: 31, tooLong: 'cut', hostObject: 'fingerprints of this system' }],
      inversion: 'allowed',
      required: true,
      summary: 'Matches when the sender looks like this system, for instance Linux.',
    },
    {
      name: 'ttl',
      values: [{ kind: 'integer', bits: 32, max: 2 }],
      summary: 'How the TTL is compared: 0 exactly (for a local network), 1 not above the fingerprint, 2 not at all.',
    },
    {
      name: 'log',
      values: [{ kind: 'integer', bits: 32, max: 2 }],
      summary: 'What is logged: 0 all that fit and unknown ones, 1 only the first that fits, 2 all that fit.',
    },
  ],
} satisfies MatchModule;
