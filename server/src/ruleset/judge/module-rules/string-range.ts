/** `-m string`: there is something to search for, and somewhere to search. */

import { byKernel } from '../../../modules/refused-by';
import { addProblem, given, numberGiven } from '../context';
import type { JudgeModuleRule } from './index';

export const judgeStringRange: JudgeModuleRule = (judging, instance) => {
  const from = numberGiven(instance, 'from') ?? 0;
  const to = numberGiven(instance, 'to');
  const end = given(instance, 'to')?.values[0];
  if (end && to !== undefined && to < from)
    addProblem(judging, 'invalid-value', end, {
      message: `The search ends at ${to}, before it begins at ${from}: --to may not be below --from.`,
      refusedBy: byKernel,
    });
  const pattern = given(instance, 'string')?.values[0];
  if (pattern?.value === '')
    addProblem(judging, 'invalid-value', pattern, {
      message: 'There is nothing to search for: write at least one character.',
      refusedBy: byKernel,
    });
};
