/** `-m multiport`: `-p` with a protocol that has ports stands before each option, and is not inverted. */

import { judgeProtocolBefore } from '../protocols';
import type { JudgeModuleRule } from './index';

export const judgeProtocolBeforePorts: JudgeModuleRule = (judging, { module, parts }) => {
  for (const { name } of parts) judgeProtocolBefore(judging, name, { names: module.protocols ?? [] });
};
