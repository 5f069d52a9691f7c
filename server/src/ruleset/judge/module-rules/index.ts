/** Conditions on several options of a module, or on the rest of the rule, that cannot be told option by option. */

import type { ModuleRule } from '../../../modules/types';
import type { JudgedInstance, Judging } from '../context';

/** Looks at one instance of a module that has the rule, and notes what is wrong. */
export type JudgeModuleRule = (judging: Judging, instance: JudgedInstance) => void;

const rules: Partial<Record<ModuleRule, JudgeModuleRule>> = {};

/** Judges the rules that each loaded module has. */
export function judgeModuleRules(judging: Judging): void {
  for (const instance of judging.instances) {
    for (const rule of instance.module.rules ?? []) rules[rule]?.(judging, instance);
  }
}
