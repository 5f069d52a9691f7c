/** Words of a rule's line: which say what it does, and which only how it is carried out. */

import { type Rule, type RulePart, readRule } from '../ruleset/rule';
import { commandOf } from '../ruleset/rule-summary';
import type { Family } from '../ruleset/tables';
import type { Span } from '../syntax/span';
import type { Word } from '../syntax/words';

/** Parameters that tell only where and how it is carried out. */
const besides: ReadonlySet<string> = new Set(['table', 'wait', 'wait-interval', 'modprobe', 'verbose', 'ipv4', 'ipv6']);

/** A word, or what stands for it. */
export type ChosenWord = Span & { instead?: string };

/** The rule of a line that has nothing but its words. */
export function readText(text: string, family: Family): Rule {
  const line = { text, ending: '\n', from: 0, before: 'nothing', ordinary: true, kind: 'rule' } as const;
  return readRule({ ...line, counters: undefined }, family);
}

/** The part with a parameter of iptables itself; undefined where the rule has none. */
export function core(rule: Rule, name: string): RulePart | undefined {
  return rule.parts.find((part) => !part.module && part.option?.name === name);
}

/** The first value of such a parameter. */
export function firstValue(rule: Rule, name: string): Word | undefined {
  return core(rule, name)?.values[0];
}

/** Of several `-t` the last one counts. */
export function tableGiven({ parts }: Rule): Word | undefined {
  return parts.findLast(({ module, option }) => !module && option?.name === 'table')?.values[0];
}

/** The words of a rule as if it were appended. */
export function appendedWords(rule: Rule, isDropped: (part: RulePart) => boolean): ChosenWord[] {
  const command = commandOf(rule)!;
  const { start, end } = command.name;
  return [{ start, end, instead: '-A' }, command.values[0]!, ...keptWords(rule, isDropped)];
}

/** The words of a rule without those of some parts; letters that share a word stay together. */
export function keptWords({ words, parts }: Rule, isDropped: (part: RulePart) => boolean): Word[] {
  const dropped = new Set<number>();
  for (const part of parts) {
    if (!isDropped(part)) continue;
    for (const word of [part.name, ...part.values, ...(part.inversion ? [part.inversion] : [])])
      dropped.add(word.start);
  }
  for (const part of parts) if (!isDropped(part)) dropped.delete(part.name.start);
  return words.filter(({ start }) => !dropped.has(start));
}

/** True for a parameter that only says how a command is carried out: `-t`, `-w`, `-v`. */
export function isBeside({ option, module }: RulePart): boolean {
  return !module && option !== undefined && besides.has(option.name);
}

/** True for `-A`, `-F` and all other commands. */
function isCommand({ option, module }: RulePart): boolean {
  return !module && option !== undefined && 'rule' in option;
}

/** True for a part that says where and how a rule is put somewhere, counters not among them. */
export function isOfCommand(part: RulePart): boolean {
  return isBeside(part) || isCommand(part);
}

/** True for a part that the rule itself is made of, and that it is compared by: counters are not. */
export function isOfRule(part: RulePart): boolean {
  return !isOfCommand(part) && (part.module !== undefined || part.option?.name !== 'set-counters');
}

/** The words that belong to no option. */
export function bareWords({ words, parts }: Rule): Word[] {
  const starts = new Set(
    parts.flatMap(({ name, values, inversion }) =>
      [name, ...values, ...(inversion ? [inversion] : [])].map(({ start }) => start),
    ),
  );
  return words.filter(({ start }) => !starts.has(start));
}
