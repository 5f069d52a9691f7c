/** Where in a rule something is completed: the word at the cursor, and what iptables would read there. */

import type { Module, Option } from '../../modules/types';
import type { Judgement } from '../../ruleset/judge/index';
import { type Rule, type RulePart, readRule } from '../../ruleset/rule';
import { commandOf } from '../../ruleset/rule-summary';
import { type Ruleset, type Table, tableAt } from '../../ruleset/ruleset';
import type { Family } from '../../ruleset/tables';
import { parseLine, type RuleLine } from '../../syntax/line';
import type { Span } from '../../syntax/span';
import { splitWords } from '../../syntax/words';

/** The place of a completion within a rule line. */
export interface RulePlace {
  ruleset: Ruleset;
  family: Family;
  table: Table | undefined;
  line: number;
  text: string;
  /** The word at the cursor, to be replaced; empty between blanks. */
  word: Span;
  /** What of the word stands before the cursor. */
  typed: string;
  /** The option that the word is, where it is one. */
  current: Option | undefined;
  /** The rule up to the word. */
  before: Rule;
  /** The modules that are loaded when the word is read, one entry for each time. */
  loaded: readonly Module[];
  /** The option whose value is at the cursor, and which of its values; undefined where an option may stand. */
  value: { part: RulePart; option: Option; index: number } | undefined;
  /** True when an option may stand here: also where a value may be left out. */
  optionFits: boolean;
  /** True behind a `!` that stands on its own. */
  inverted: boolean;
  /** Lines that were tried in the place. */
  judged: Map<string, JudgedLine>;
}

/** What iptables says of a line. */
export interface JudgedLine extends Judgement {
  rule: Rule;
}

/** The place at a column of a rule line; undefined inside quotes, and before the rule begins. */
export function rulePlaceAt(ruleset: Ruleset, index: number, column: number): RulePlace | undefined {
  const line = ruleset.document.dump.lines[index] as RuleLine;
  const from = line.counters?.end ?? line.from;
  const word = column < from ? undefined : wordAt(line.text, from, column);
  if (!word) return undefined;
  const { family } = ruleset.document;
  const joined = line.text.slice(from, word.start).endsWith('=');
  const lead = joined ? `${line.text.slice(0, word.start - 1)} ` : line.text.slice(0, word.start);
  const before = readRule(ruleLine(lead), family);
  const value = pendingValue(before);
  return {
    ruleset,
    family,
    table: tableAt(ruleset, index),
    line: index,
    text: line.text,
    word,
    typed: line.text.slice(word.start, column),
    current: readRule(line, family).parts.find(({ name }) => name.start === word.start)?.option,
    before,
    loaded: before.instances.map(({ module }) => module),
    value,
    optionFits: !joined && (!value || isOptional(value.option, value.index)),
    inverted: before.problems.some(({ kind }) => kind === 'inversion-at-end'),
    judged: new Map(),
  };
}

/** A text as a rule line. */
export function ruleLine(text: string): RuleLine {
  const line = parseLine(text, '\n');
  return line.kind === 'rule'
    ? line
    : { text, ending: '\n', from: 0, before: 'nothing', ordinary: false, kind: 'rule', counters: undefined };
}

/** The chain that the rule is put into; undefined without one. */
export function chainOf({ before }: RulePlace): string | undefined {
  return commandOf(before)?.values[0]?.value;
}

/** Undefined inside quotes. Behind `--option=` the value alone is the word. */
function wordAt(text: string, from: number, column: number): Span | undefined {
  const word = splitWords(text, from).find(({ start, end }) => start <= column && column <= end);
  if (!word) return { start: column, end: column };
  if (word.quoted) return word.closed && column === word.end ? { start: column, end: column } : undefined;
  const equals = text.slice(word.start, column).indexOf('=');
  return equals > 2 && text.startsWith('--', word.start)
    ? { start: word.start + equals + 1, end: word.end }
    : { start: word.start, end: word.end };
}

function pendingValue({ parts, words }: Rule): RulePlace['value'] {
  const part = parts.at(-1);
  const option = part?.option;
  if (!option?.values || part!.values.length >= option.values.length) return undefined;
  const last = part!.values.at(-1) ?? part!.name;
  if (last !== words.at(-1) && last.end !== words.at(-1)?.end) return undefined;
  if (part!.values[0]?.value.includes(',') && option.values[0]!.kind === 'counter') return undefined;
  return { part: part!, option, index: part!.values.length };
}

function isOptional(option: Option, index: number): boolean {
  return index >= (option.values?.length ?? 0) - (option.optionalValues ?? 0);
}

/** The protocol of the rule in lower case; undefined without one or when it is inverted. */
export function protocolOf({ before }: RulePlace): string | undefined {
  const part = before.parts.findLast(({ module, option }) => !module && option?.name === 'protocol');
  return part?.inversion ? undefined : part?.values[0]?.value.toLowerCase();
}
