// -j RATEEST: measure a rate.

import type { TargetModule } from '../types';

export default {
  kind: 'target',
  name: 'RATEEST',
  families: ['ipv4', 'ipv6'],
  terminating: 'no',
  rules: ['rateest-intervals'],
  summary: 'Measures the rate of the packets that get here, for `-m rateest` to compare.',
  options: [
    {
      name: 'rateest-name',
      values: [{ kind: 'text', max: 15, tooLong: 'cut' }],
      required: true,
      summary: 'Names the estimator.',
    },
    {
      name: 'rateest-interval',
      values: [{ kind: 'duration' }],
      required: true,
      summary: 'How often the rate is measured, at most every 8 seconds.',
    },
    {
      name: 'rateest-ewmalog',
      values: [{ kind: 'duration' }],
      required: true,
      summary: 'Over how long a time the rate is averaged.',
    },
  ],
} satisfies TargetModule;
