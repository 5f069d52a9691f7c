/** Exclamation marks before options that cannot be inverted. */

import { ruleCheck } from './rule-check';

export const notInvertible = ruleCheck('not-invertible', 'error', {
  'inversion-not-allowed': {
    message: ({ problem }) => `! cannot stand with ${problem.option}: it cannot be inverted.`,
  },
  'list-not-invertible': {
    message: ({ problem }) =>
      `! cannot stand before ${problem.option} with several addresses. Write a rule for each, or use an ipset.`,
  },
  'any-not-invertible': {
    message: ({ problem }) => `! ${problem.option} with every protocol would never match. Name one protocol.`,
  },
});
