/** The hover of a word in a rule line. */

import { findMatch } from '../../modules/index';
import type { RulePart } from '../../ruleset/rule';
import type { Ruleset } from '../../ruleset/ruleset';
import type { RuleLine } from '../../syntax/line';
import { type Span, spanText, touches } from '../../syntax/span';
import { blocks } from '../markdown';
import { unloadedOptions } from '../unloaded-option';
import { sentenceText } from './command';
import { valueContext } from './context';
import { policyText, ruleCountersText } from './declared-policy';
import { inversionText, moduleText, optionText, unknownMatchText, unloadedText } from './option';
import { type HoverText, type RulePlace, rulePlace, valueAt } from './place';
import { targetText } from './target';
import { valueHover } from './value';

/** What the word at the column means; undefined between words and for words that nobody knows. Chain names are not done here. */
export function ruleHover(ruleset: Ruleset, line: number, column: number): HoverText | undefined {
  const place = rulePlace(ruleset, line);
  if (!place) return undefined;
  const { counters } = ruleset.document.dump.lines[line] as RuleLine;
  if (counters && touches(counters, column)) {
    return textAt(counters, ruleCountersText(place.table, spanText(place.text, counters)));
  }
  for (const part of place.rule.parts) {
    const found = partHover(place, part, column, counters && spanText(place.text, counters));
    if (found) return found;
  }
  return undefined;
}

function partHover(
  place: RulePlace,
  part: RulePart,
  column: number,
  counters: string | undefined,
): HoverText | undefined {
  if (part.inversion && touches(part.inversion, column)) {
    return textAt(part.inversion, inversionText(part, valueContext(place)));
  }
  const index = valueAt(part, column);
  if (index >= 0) return namedHover(place, part, index) ?? valueHover(place, part, index, column);
  if (!touches(part.name, column)) return undefined;
  const { family } = place.ruleset.document;
  const text = optionText(part, valueContext(place)) ?? unloadedText(unloadedOptions(part, family), family);
  const isCommand = part.option && 'rule' in part.option;
  return textAt(part.name, text && isCommand ? blocks(sentenceText(place, counters), text) : text);
}

/** Values that are the name of something: a target, a module, a policy. */
function namedHover(place: RulePlace, part: RulePart, index: number): HoverText | undefined {
  const word = part.values[index]!;
  switch (part.option?.values?.[index]?.kind) {
    case 'target':
      return textAt(word, targetText(place, word.value));
    case 'match': {
      const { family } = place.ruleset.document;
      const module = findMatch(word.value, family);
      return textAt(word, module ? moduleText(module) : unknownMatchText(word.value, family));
    }
    case 'policy':
      return textAt(word, policyText(word.value, part.values[0]!.value, true));
    default:
      return undefined;
  }
}

function textAt(span: Span, text: string | undefined): HoverText | undefined {
  return text === undefined ? undefined : { start: span.start, end: span.end, text };
}
