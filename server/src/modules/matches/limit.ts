// -m limit: a token bucket for the whole rule.

import type { MatchModule } from '../types';

export default {
  kind: 'match',
  name: 'limit',
  families: ['ipv4', 'ipv6'],
  native: 'always',
  rules: ['limit-overflow'],
  summary: 'Matches no more packets than a rate allows, counted over all packets of the rule.',
  note: 'A token bucket. There is no inverted form; `-m hashlimit` has one.',
  options: [
    {
      name: 'limit',
      values: [{ kind: 'rate', max: 10000 }],
      summary: 'The rate at which packets match on average; 3/hour when absent.',
    },
    {
      name: 'limit-burst',
      values: [{ kind: 'integer', bits: 32, max: 10000, kernelMin: 1, legacyOnly: true }],
      summary: 'How many packets match at once before the rate applies; 5 when absent.',
      note: 'Each unused interval of the rate gives one of them back.',
      differences: [{ tool: 'nf_tables 1.8.9', effect: 'accepts', what: 'A burst of 0.' }],
    },
  ],
} satisfies MatchModule;
