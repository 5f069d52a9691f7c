/** Conditions on several options of a module, or on the rest of the rule, that cannot be told option by option. */

import type { ModuleRule } from '../../../modules/types';
import type { JudgedInstance, Judging } from '../context';
import { judgeClusterNodes } from './cluster-nodes';
import { judgeClusteripNew } from './clusterip-new';
import { judgeHashlimitBurst } from './hashlimit-burst';
import { judgeHmarkTuple } from './hmark-tuple';
import { judgeIpvsConnection } from './ipvs-connection';
import { judgeLimitOverflow } from './limit-overflow';
import { judgePolicyElements } from './policy-elements';
import { judgeProtocolBeforePorts } from './protocol-before-ports';
import { judgeRateestCombination } from './rateest-combination';
import { judgeRateestIntervals } from './rateest-intervals';
import { judgeRecentCommand } from './recent-command';
import { judgeSetCombination } from './set-combination';
import { judgeStatisticMode } from './statistic-mode';
import { judgeStringRange } from './string-range';
import { judgeSynOnly } from './syn-only';
import { judgeTimeContiguous } from './time-contiguous';

/** Looks at one instance of a module that has the rule, and notes what is wrong. */
export type JudgeModuleRule = (judging: Judging, instance: JudgedInstance) => void;

const rules: Readonly<Record<ModuleRule, JudgeModuleRule>> = {
  'cluster-nodes': judgeClusterNodes,
  'clusterip-new': judgeClusteripNew,
  'hashlimit-burst': judgeHashlimitBurst,
  'hmark-tuple': judgeHmarkTuple,
  'ipvs-connection': judgeIpvsConnection,
  'limit-overflow': judgeLimitOverflow,
  'policy-elements': judgePolicyElements,
  'protocol-before-ports': judgeProtocolBeforePorts,
  'rateest-combination': judgeRateestCombination,
  'rateest-intervals': judgeRateestIntervals,
  'recent-command': judgeRecentCommand,
  'set-combination': judgeSetCombination,
  'statistic-mode': judgeStatisticMode,
  'string-range': judgeStringRange,
  'syn-only': judgeSynOnly,
  'time-contiguous': judgeTimeContiguous,
};

/** Judges the rules that each loaded module has. */
export function judgeModuleRules(judging: Judging): void {
  for (const instance of judging.instances) {
    for (const rule of instance.module.rules ?? []) rules[rule](judging, instance);
  }
}
