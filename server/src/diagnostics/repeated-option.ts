/** Options that are given more often than iptables takes them. */

import { ruleCheck } from './rule-check';
import { isSameTargetOption } from './second-target';

export const repeatedOption = ruleCheck('repeated-option', 'error', {
  'repeated-option': {
    message: ({ problem }) =>
      `${problem.word} is given again: a rule takes ${problem.option} once. Write a rule for each.`,
  },
  'second-target': {
    message: ({ problem }) =>
      isSameTargetOption(problem)
        ? `${problem.word} gives the rule a second target, after ${problem.option}: it can have one.`
        : undefined,
  },
});
