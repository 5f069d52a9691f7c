/** What the target of a rule does. */

import { type TargetKnowledge, targetKnowledge } from '../../knowledge/built-in';
import { findTarget } from '../../modules/index';
import { blocks, title } from '../markdown';
import { moduleText } from './option';
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
  if (known) return blocks(title(name, walks[known.walk]), known.meaning, thisRule(place));
  const module = findTarget(name, place.ruleset.document.family);
  return module && blocks(moduleText(module), thisRule(place));
}
