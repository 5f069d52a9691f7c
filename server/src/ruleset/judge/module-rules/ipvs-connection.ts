/** `-m ipvs`: what is no connection of the virtual server has no further properties. */

import { addProblem, given } from '../context';
import type { JudgeModuleRule } from './index';

export const judgeIpvsConnection: JudgeModuleRule = (judging, instance) => {
  const none = given(instance, 'ipvs');
  if (!none?.inversion) return;
  for (const part of instance.parts)
    if (part !== none) addProblem(judging, 'conflicting-options', part.name, { option: '! --ipvs' });
};
