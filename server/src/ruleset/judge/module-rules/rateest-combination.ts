/** `-m rateest`: an estimator, what to compare, and how. */

import { byKernel } from '../../../modules/refused-by';
import { addProblem, given, isWhollyKnown, moduleName } from '../context';
import type { JudgeModuleRule } from './index';

const needed: readonly (readonly string[])[] = [
  ['rateest1'],
  ['rateest-bps1', 'rateest-pps1', 'rateest-bps2', 'rateest-pps2'],
  ['rateest-lt', 'rateest-gt', 'rateest-eq'],
];

/** The tool takes any combination, the kernel does not. */
export const judgeRateestCombination: JudgeModuleRule = (judging, instance) => {
  const absent = needed.find((names) => !names.some((name) => given(instance, name)));
  if (!absent || !isWhollyKnown(judging)) return;
  addProblem(judging, 'missing-option', instance.word, {
    option: moduleName(instance.module),
    names: absent.map((name) => `--${name}`),
    refusedBy: byKernel,
  });
};
