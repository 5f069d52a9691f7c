/** `-m recent`: what narrows a search does not go with `--set` and `--remove`, which do not search. */

import { byKernel } from '../../../modules/refused-by';
import { addProblem, given, numberGiven } from '../context';
import type { JudgeModuleRule } from './index';

export const judgeRecentCommand: JudgeModuleRule = (judging, instance) => {
  const command = given(instance, 'set') ?? given(instance, 'remove');
  if (!command) return;
  for (const name of ['seconds', 'hitcount', 'reap']) {
    const part = given(instance, name);
    if (!part || numberGiven(instance, name) === 0) continue;
    addProblem(judging, 'conflicting-options', part.name, { option: command.name.value, refusedBy: byKernel });
  }
};
