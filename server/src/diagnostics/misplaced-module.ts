/** What a module lacks in a table that does not take it: one finding, that of the table, says it all. */

import { type RulesetDocument, ruleAt } from '../ruleset/document';
import type { Rule } from '../ruleset/rule';
import type { RuleProblem } from '../ruleset/rule-problem';
import type { Table } from '../ruleset/ruleset';
import { isTable } from '../ruleset/tables';
import { limitsOn, ruleOn } from './rule-on-line';

const lacks = new Set<RuleProblem['kind']>(['missing-protocol', 'wrong-protocol', 'missing-option']);

/** Problems of a line that are not worth telling, because the module that has them cannot stand in the table at all. */
export function saidByTable(document: RulesetDocument, table: Table, index: number): readonly RuleProblem[] {
  const line = document.dump.lines[index]!;
  const { problems } = ruleAt(document, index)!;
  if (line.kind !== 'rule' || !isTable(table.name) || !problems.some(({ kind }) => lacks.has(kind))) return [];
  const rule = ruleOn(line, document.family);
  const outside = limitsOn(line, document.family).filter(
    ({ tables }) => tables && !(tables as readonly string[]).includes(table.name),
  );
  return outside.flatMap(({ start }) => lacksOf(rule, problems, start));
}

/** What the module lacks that is loaded by the word at that column; nothing for a word that loads none. */
export function lacksOf(rule: Rule, problems: readonly RuleProblem[], start: number): RuleProblem[] {
  const instance = rule.instances.findIndex(({ word }) => word.start === start);
  if (instance < 0) return [];
  const own = rule.parts.filter((part) => part.instance === instance).map(({ name }) => name.start);
  return problems.filter((problem) => lacks.has(problem.kind) && [start, ...own].includes(problem.start));
}
