/** The hover of a rule's command: the whole rule as a sentence. */

import { type RuleCount, ruleSentence } from '../sentence/rule-sentence';
import { valueContext } from './context';
import { readCount } from './declared-policy';
import type { RulePlace } from './place';

/** The rule line in one sentence, with its counters; '' for a line that cannot be read. */
export function sentenceText(place: RulePlace, counters: string | undefined): string {
  const count = counters === undefined ? optionCount(place) : readCount(counters);
  return ruleSentence(place.rule, valueContext(place), count)?.text ?? '';
}

/** The counters of `-c PACKETS BYTES`. */
function optionCount({ rule }: RulePlace): RuleCount | undefined {
  const part = rule.parts.find(({ option, module }) => !module && option?.name === 'set-counters');
  const numbers = part?.values
    .map(({ value }) => value)
    .join(':')
    .replace(',', ':');
  return numbers === undefined ? undefined : readCount(`[${numbers}]`);
}
