/** Where a hover stands within a rule, and what it says. */

import { type Rule, type RulePart, readRule } from '../../ruleset/rule';
import { commandOf } from '../../ruleset/rule-summary';
import { type Ruleset, type Table, tableAt } from '../../ruleset/ruleset';
import type { RuleLine } from '../../syntax/line';
import type { Span } from '../../syntax/span';

/** Markdown, and the word it is about. */
export interface HoverText extends Span {
  text: string;
}

/** A rule line, read. */
export interface RulePlace {
  ruleset: Ruleset;
  table: Table | undefined;
  line: number;
  text: string;
  rule: Rule;
}

/** Reads the rule of a line; undefined when the line is none. */
export function rulePlace(ruleset: Ruleset, line: number): RulePlace | undefined {
  const text = ruleset.document.dump.lines[line];
  if (text?.kind !== 'rule') return undefined;
  const rule = readRule(text as RuleLine, ruleset.document.family);
  return { ruleset, table: tableAt(ruleset, line), line, text: text.text, rule };
}

/** The rule without its command and chain, as written; '' when nothing follows them. */
export function ruleBody(place: RulePlace): string {
  return place.text.slice(bodyStart(place)).trim();
}

/** The words of the rule behind its command and chain, as iptables sees them. */
export function bodyWords(place: RulePlace): string[] {
  const from = bodyStart(place);
  return place.rule.words.filter((word) => word.start >= from).map((word) => word.value);
}

/** The first value of a parameter of the rule; undefined when it is absent or inverted. */
export function parameterValue(place: RulePlace, name: string): string | undefined {
  const part = place.rule.parts.find((each) => !each.module && each.option?.name === name && !each.inversion);
  return part?.values[0]?.value;
}

/** The chain that the rule is added to; undefined when its command does not add one. */
export function ruleChain(place: RulePlace): string | undefined {
  const command = commandOf(place.rule);
  const adds = command?.option?.name === 'append' || command?.option?.name === 'insert';
  return adds ? command.values[0]?.value : undefined;
}

/** Index of the value that the column touches; -1 when it touches none. */
export function valueAt(part: RulePart, column: number): number {
  return part.values.findIndex((value) => value.start <= column && column <= value.end);
}

function bodyStart(place: RulePlace): number {
  const command = commandOf(place.rule);
  return command ? (command.values.at(-1) ?? command.name).end : 0;
}
