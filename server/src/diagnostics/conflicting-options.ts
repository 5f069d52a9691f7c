/** Options that exclude each other, and what a module asks of several of its options together. */

import { ruleCheck } from './rule-check';
import { isSameTargetOption } from './second-target';

export const conflictingOptions = ruleCheck('conflicting-options', 'error', {
  'conflicting-options': {
    message: ({ problem }) => `${problem.word} cannot be used together with ${problem.option}: keep one of them.`,
  },
  'module-rule': { message: ({ problem }) => `${problem.word} does not go with the other options of its module.` },
  'second-target': {
    message: ({ problem }) =>
      isSameTargetOption(problem)
        ? undefined
        : `${problem.word} and ${problem.option} cannot be used together: a rule either jumps or goes to a chain.`,
  },
});
