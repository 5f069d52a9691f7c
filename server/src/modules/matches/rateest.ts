// -m rateest: compare estimated rates.

import type { MatchModule, Value } from '../types';

const estimator: Value = {
  kind: 'text',
  max: 15,
  tooLong: 'cut',
  hostObject: 'an estimator of this name, made by `-j RATEEST`',
};

export default {
  kind: 'match',
  name: 'rateest',
  families: ['ipv4', 'ipv6'],
  rules: ['rateest-combination'],
  summary: 'Compares the rate of an estimator (`-j RATEEST`) with a number or with another estimator.',
  options: [
    {
      name: 'rateest1',
      aliases: ['rateest'],
      values: [estimator],
      summary: 'The estimator to compare.',
    },
    {
      name: 'rateest2',
      values: [estimator],
      summary: 'A second estimator to compare the first one with.',
    },
    {
      name: 'rateest-bps1',
      values: [{ kind: 'bandwidth' }],
      optionalValues: 1,
      summary: 'Compares bytes; the bandwidth is taken off the first estimator with `--rateest-delta`.',
    },
    {
      name: 'rateest-pps1',
      values: [{ kind: 'integer', bits: 32 }],
      optionalValues: 1,
      summary: 'Compares packets; the number is taken off the first estimator with `--rateest-delta`.',
    },
    {
      name: 'rateest-bps2',
      aliases: ['rateest-bps'],
      values: [{ kind: 'bandwidth' }],
      optionalValues: 1,
      summary: 'Compares bytes: with this bandwidth, or, for two estimators, with what it leaves of the second.',
    },
    {
      name: 'rateest-pps2',
      aliases: ['rateest-pps'],
      values: [{ kind: 'integer', bits: 32 }],
      optionalValues: 1,
      summary: 'Compares packets: with this number, or, for two estimators, with what it leaves of the second.',
    },
    {
      name: 'rateest-delta',
      summary: 'Compares what is left of each rate after its number is taken off, never less than 0.',
    },
    {
      name: 'rateest-lt',
      inversion: 'allowed',
      summary: 'Matches when the first rate is lower.',
    },
    {
      name: 'rateest-gt',
      inversion: 'allowed',
      summary: 'Matches when the first rate is higher.',
    },
    {
      name: 'rateest-eq',
      inversion: 'allowed',
      summary: 'Matches when the rates are equal.',
    },
  ],
} satisfies MatchModule;
