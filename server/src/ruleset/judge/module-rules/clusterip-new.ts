/** `-j CLUSTERIP`: `--new` and all that describes the address go together. */

import { addProblem, given, isWhollyKnown } from '../context';
import type { JudgeModuleRule } from './index';

const needed = ['hashmode', 'clustermac', 'total-nodes', 'local-node'];

/** `--hash-init` goes with `--new` too, but may be left out. */
export const judgeClusteripNew: JudgeModuleRule = (judging, instance) => {
  if (!isWhollyKnown(judging)) return;
  const begun = given(instance, 'new');
  if (begun) {
    const absent = needed.filter((name) => !given(instance, name)).map((name) => `--${name}`);
    if (absent.length > 0)
      addProblem(judging, 'missing-option', begun.name, { option: '--new', names: absent.slice(0, 1) });
    return;
  }
  const first = instance.parts[0];
  if (first) addProblem(judging, 'missing-option', first.name, { option: first.name.value, names: ['--new'] });
};
