/** Options of targets behind a name that is no target: they tell what the name was meant for. */

import { targetModules } from '../modules/index';
import { findOption } from '../modules/option-names';
import { ruleAt } from '../ruleset/document';
import type { RuleProblem } from '../ruleset/rule-problem';
import type { Ruleset, Table } from '../ruleset/ruleset';
import { type Chain, chainById, type Mention } from '../ruleset/table';
import { oncePer } from '../syntax/once';
import { optionNameIn } from './option-owners';

/** The options of targets that nobody knows on the line, behind a `-j` with a name that only can be a target; none elsewhere. */
export function strayTargetOptions({ document }: Ruleset, table: Table, line: number): readonly RuleProblem[] {
  const { target, targetSpan, targetIsModule, goto, problems } = ruleAt(document, line)!;
  if (target < 0 || targetIsModule || goto) return [];
  const chain = chainById(table, target);
  if (chain && (chain.builtIn || !isOnlyJumpedTo(chain))) return [];
  return problems.filter(
    ({ kind, start, word }) => kind === 'unknown-option' && start > targetSpan.start && isOfTarget(word),
  );
}

/** True for a name that the table neither declares nor fills. */
export function isOnlyJumpedTo({ declared, lost, missing }: Chain): boolean {
  return !declared && lost.length === 0 && areJumps(missing);
}

/** Thousands of rules may have the same name. */
const areJumps = oncePer((mentions: readonly Mention[]) => mentions.every(({ role }) => role === 'jump'));

function isOfTarget(word: string): boolean {
  const name = optionNameIn(word);
  return targetModules.some((module) => findOption(module, name) !== undefined);
}
