/** Judges a rule by the data of the modules: every option, value and condition that does not depend on table and chain. */

import type { Rule } from '../rule';
import type { PlaceLimit, RuleProblem } from '../rule-problem';
import type { Family } from '../tables';
import { judgeCommand } from './commands';
import { beginJudging } from './context';
import { judgeAge } from './deprecated';
import { judgeModuleRules } from './module-rules/index';
import { judgeOptions } from './options';
import { judgeInvertedParameters } from './parameters';
import { collectLimits } from './places';
import { judgeProtocols } from './protocols';
import { judgePart } from './values';

/** What is wrong with a rule, and where it may stand. */
export interface Judgement {
  /** In the order of the line, with the problems that `readRule` found. */
  problems: RuleProblem[];
  limits: PlaceLimit[];
}

/** Judges a rule that `readRule` has read. Nothing is said of what only the host can tell. */
export function judgeRule(rule: Rule, family: Family): Judgement {
  const judging = beginJudging(rule, family);
  for (const part of rule.parts) judgePart(judging, part);
  judgeCommand(judging);
  judgeInvertedParameters(judging);
  judgeOptions(judging);
  judgeProtocols(judging);
  judgeModuleRules(judging);
  judgeAge(judging);
  collectLimits(judging);
  const problems = [...rule.problems, ...judging.problems].sort((a, b) => a.start - b.start);
  return { problems, limits: judging.limits };
}
