/** Conditions that a dump cannot decide in words: `in the set blocked by its source address` for `-m set --match-set blocked src`. */

import { readRule } from '../../ruleset/rule';
import type { Ruleset } from '../../ruleset/ruleset';
import type { Family } from '../../ruleset/tables';
import { parseDump } from '../../syntax/dump';
import { oncePer } from '../../syntax/once';
import { packetWords } from './conditions';

/** Puts the options of one match, as they stand in a rule, into words that go on behind `if`; undefined where that fails. */
export type SayCondition = (options: string) => string | undefined;

/** The words for the conditions of a dump; what was said once is kept. */
export const conditionTeller = oncePer(({ document }: Ruleset): SayCondition => {
  const said = new Map<string, string | undefined>();
  return (options) => {
    if (!said.has(options)) said.set(options, sayCondition(options, document.family));
    return said.get(options);
  };
});

/** Options that were cut end so; and those of chance are said with their share elsewhere. */
const unsaid = /^[^-]|^-m statistic |…$/;

function sayCondition(options: string, family: Family): string | undefined {
  const [, line] = parseDump(`*filter\n-A INPUT ${options}\n`).lines;
  if (unsaid.test(options) || line?.kind !== 'rule') return undefined;
  const rule = readRule(line, family);
  const { text, quoted } = packetWords(rule, { family, quote: (each) => each });
  const words = text.replace(/^(?:all )?packets,? ?|,$/g, '');
  if (rule.problems.length > 0 || quoted.length > 0 || words === '') return undefined;
  const [beginning, instead] = beginnings.find(([each]) => words.startsWith(each)) ?? ['', ''];
  return instead + words.slice(beginning.length);
}

/** Words that stand well behind `packets` but not behind `if` and `unless`. */
const beginnings: readonly (readonly [behindPackets: string, behindIf: string])[] = [
  ['that are ', ''],
  ['while there are ', 'there are '],
  ['at most ', 'within the limit of '],
  ['while at most ', 'within the limit of '],
  ['while above ', 'above the limit of '],
  ['while ', 'at a time when '],
  ['until ', 'before '],
  ['once ', 'after '],
  ['that ', 'they '],
  ['whose ', 'their '],
];
