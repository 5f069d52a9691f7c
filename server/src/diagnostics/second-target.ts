/** Whether two targets of a rule are the same option twice, or `-j` beside `-g`. */

import type { RuleProblem } from '../ruleset/rule-problem';

/** True for `-j` after `-j`, false for `-g` after `-j`. */
export function isSameTargetOption({ word, option }: RuleProblem): boolean {
  return isGoto(word) === isGoto(option ?? '');
}

function isGoto(word: string): boolean {
  return /^(?:-g|--g)/.test(word);
}
