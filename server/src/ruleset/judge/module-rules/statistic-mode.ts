/** `-m statistic`: each mode has options of its own, and the packet lies within the count. */

import { byBoth } from '../../../modules/refused-by';
import { addProblem, given, isWhollyKnown, numberGiven } from '../context';
import type { JudgeModuleRule } from './index';

/** What a mode means nothing without; `--every` and `--packet` ask for each other themselves. */
const neededBy: Readonly<Record<string, readonly string[]>> = { random: ['probability'], nth: ['every', 'packet'] };

export const judgeStatisticMode: JudgeModuleRule = (judging, instance) => {
  const mode = given(instance, 'mode')?.values[0];
  const needed = mode ? (neededBy[mode.value] ?? []) : [];
  if (mode && needed.length > 0 && !needed.some((name) => given(instance, name)) && isWhollyKnown(judging))
    addProblem(judging, 'missing-option', mode, { option: `--mode ${mode.value}`, names: [`--${needed[0]}`] });
  const every = numberGiven(instance, 'every');
  const packet = numberGiven(instance, 'packet');
  const value = given(instance, 'packet')?.values[0];
  if (!value || every === undefined || every === 0 || packet === undefined || packet < every) return;
  addProblem(judging, 'invalid-value', value, {
    message: `${value.value} is too large: --packet counts from 0 to ${every - 1} with --every ${every}.`,
    refusedBy: byBoth,
  });
};
