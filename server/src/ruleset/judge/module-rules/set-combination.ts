/** `-j SET`: something is done to a set. Whether sets exist and have room for the directions only the host knows. */

import type { Word } from '../../../syntax/words';
import { addProblem, given, isWhollyKnown, moduleName } from '../context';
import type { JudgeModuleRule } from './index';

const commands = ['add-set', 'del-set', 'map-set'];
const takenFromEntry = ['map-mark', 'map-prio', 'map-queue'];

export const judgeSetCombination: JudgeModuleRule = (judging, instance) => {
  const { module, word } = instance;
  if (module.kind === 'match' || !isWhollyKnown(judging)) return;
  const oneOf = (names: readonly string[], option: string, at: Word) => {
    if (names.some((name) => given(instance, name))) return;
    addProblem(judging, 'missing-option', at, { option, names: names.map((name) => `--${name}`) });
  };
  oneOf(commands, moduleName(module), word);
  const map = given(instance, 'map-set');
  if (map) oneOf(takenFromEntry, map.name.value, map.name);
};
