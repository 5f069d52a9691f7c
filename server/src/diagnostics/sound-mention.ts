/** Whether the place that names a chain can be trusted to name the chain that was meant. */

import { ruleAt } from '../ruleset/document';
import type { Mention, Ruleset } from '../ruleset/ruleset';
import { hasPasteDamage } from './paste-damage';

/** Commands that put a rule into a chain: the others only speak of chains that must be there. */
const filling = new Set(['append', 'insert']);

/**
 * True for a rule in, or a jump to, a chain on a line that nothing else is wrong with: no fault of its build, no damage of
 * pasting, and not the last line of a text that was cut off before its line end.
 */
export function isSoundMention({ document }: Ruleset, mention: Mention): boolean {
  const line = document.dump.lines[mention.line];
  const rule = ruleAt(document, mention.line);
  if (line?.kind !== 'rule' || !rule || line.ending === '' || rule.problems.length > 0) return false;
  if (mention.role === 'command' && !filling.has(rule.command)) return false;
  return !hasPasteDamage(line, rule);
}
