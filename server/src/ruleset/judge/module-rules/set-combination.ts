/** `-j SET`: something is done to a set. Whether sets exist and have room for the directions only the host knows. */

import { addProblem, given, isWhollyKnown, moduleName } from '../context';
import type { JudgeModuleRule } from './index';

const commands = ['add-set', 'del-set', 'map-set'];

export const judgeSetCombination: JudgeModuleRule = (judging, instance) => {
  const { module, word } = instance;
  if (module.kind === 'match' || !isWhollyKnown(judging)) return;
  if (commands.some((name) => given(instance, name))) return;
  addProblem(judging, 'missing-option', word, {
    option: moduleName(module),
    names: commands.map((name) => `--${name}`),
  });
};
