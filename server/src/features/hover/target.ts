/** What the target of a rule does. */

import { type TargetKnowledge, targetKnowledge } from '../../knowledge/built-in';
import { findTarget } from '../../modules/index';
import type { Module } from '../../modules/types';
import { commandOf } from '../../ruleset/rule-summary';
import { blocks, title } from '../markdown';
import { outcomeWords } from '../sentence/outcome';
import { manualLink } from './conditions';
import { valueContext } from './context';
import { moduleConditions, moduleText } from './option';
import type { RulePlace } from './place';
import { thisRule } from './this-rule';

const walks: Readonly<Record<TargetKnowledge['walk'], string>> = {
  ends: 'target, ends the way through this table',
  'goes on': 'target, the next rule follows',
  returns: 'target, back to the calling chain',
  depends: 'target',
};

/** What a target does to the packet; undefined for a name that is no target. */
export function targetText(place: RulePlace, name: string): string | undefined {
  const known = targetKnowledge(name);
  const module = findTarget(name, place.ruleset.document.family);
  if (!known) return module && blocks(moduleText(module), thisRule(place));
  return blocks(
    title(name, walks[known.walk]),
    known.meaning,
    hereText(place, module),
    thisRule(place),
    module ? moduleConditions(module) : '',
    manualLink('modules'),
  );
}

/** What the options of this rule make of it; '' without options. */
function hereText(place: RulePlace, module: Module | undefined): string {
  if (!module || !place.rule.parts.some((part) => part.module === module)) return '';
  const chain = commandOf(place.rule)?.values[0]?.value ?? '';
  return `**Here:** packets ${outcomeWords(place.rule, chain, valueContext(place)).text}.`;
}
