/** What a call of iptables, or a line that iptables-restore reads, is meant to do. */

import { findTarget } from '../modules/index';
import { earliest, type RefusedBy } from '../modules/refused-by';
import { judgeRule } from '../ruleset/judge/index';
import { oncePer } from '../ruleset/once';
import { type Rule, type RulePart, readRule } from '../ruleset/rule';
import type { PlaceLimit, RuleProblem } from '../ruleset/rule-problem';
import { commandOf, targetOf } from '../ruleset/rule-summary';
import type { Family, TableName } from '../ruleset/tables';
import { deferred, type MappedText, ruleLine } from '../shell/mapped-text';
import type { Command, Program } from '../shell/steps';
import type { Piece } from '../shell/word';
import type { RuleLine } from '../syntax/line';
import type { Span } from '../syntax/span';
import type { Word } from '../syntax/words';
import { type Comparable, comparable } from './comparable';
import { cut, hasUnknown, joinWords, meaningOf, replaced, withPlainNames } from './mapped-line';
import { tablesFor } from './places';

/** A name of which parts may not be known here: `‹$CHAIN›`. */
export interface Name {
  text: string;
  known: boolean;
}

/** One rule as a chain holds it. */
export interface RuleText {
  /** `-A CHAIN …`, whatever command brought it. */
  line: MappedText;
  /** The name behind `-j` or `-g`; undefined without one. */
  target: Name | undefined;
  /** The target where it can only be a chain. */
  next: Name | undefined;
  same: Comparable;
}

export interface Action {
  /** The whole line, as it is quoted for iptables-restore. */
  line: MappedText;
  /** The line as iptables-restore takes it: without the table and the lock. */
  restored: MappedText;
  rule: Rule;
  /** The long name of the command, `append` say; '' for none, and for one that is not known. */
  verb: string;
  /** Undefined when the script does not say it here. */
  table: Name | undefined;
  chain: Name | undefined;
  /** The new name of `-E`, the policy of `-P`. */
  second: Name | undefined;
  /** The number behind `-I`, `-D` or `-R`: undefined for none, NaN for one that is not known. */
  number: number | undefined;
  /** The rules that it speaks of: one for each pair of addresses. */
  rules: RuleText[];
  limits: PlaceLimit[];
  /** The tables that take it. */
  takers: readonly TableName[];
  /** Who refuses it wherever it stands. */
  refusedBy: RefusedBy;
  /** True when it is marked for the other family with `-4` or `-6`: a line for its tool alone. */
  otherFamily: boolean;
  /** True when it waits for the lock. */
  waits: boolean;
  /** True when all of its words are known here. */
  known: boolean;
  /** True when there are words that are not known here where options may stand. */
  open: boolean;
  /** False when such words may change what it does, or where. */
  sure: boolean;
}

/** Problems that only iptables-restore has with a line, and none that matter for what a command does. */
const harmless: ReadonlySet<RuleProblem['kind']> = new Set([
  'not-in-restore',
  'word-too-long',
  'too-many-words',
  'unterminated-quote',
  'text-behind-nul',
]);

/** Parameters that tell only where and how it is carried out. */
const besides: ReadonlySet<string> = new Set(['table', 'wait', 'wait-interval', 'modprobe', 'verbose', 'ipv4', 'ipv6']);

const withRule: ReadonlySet<string> = new Set(['append', 'insert', 'replace', 'check', 'delete']);
const mostRules = 256;

/** What a call of iptables is meant to do. A call that was asked for is not read again. */
export const actionOfCall = oncePer(({ words, program: { family } }: Command): Action => {
  const line = ruleLine(withPlainNames(words));
  return actionOf(`${family} call ${meaningOf(line)}`, line, family, () => readCall(line, family));
});

function readCall(line: MappedText, family: Family): Action {
  const rule = readRule(asLine(line.text), family);
  const table = tableGiven(rule);
  const action = read(line, rule, family, (kind) => harmless.has(kind));
  return {
    ...action,
    table: table ? nameOf(line, table) : undefined,
    refusedBy: action.otherFamily ? bothRefuse : action.refusedBy,
    sure: action.sure && !(table === undefined && action.open),
  };
}

/** What a line that iptables-restore reads is meant to do. */
export function actionOfLine(line: MappedText, family: Family): Action {
  return actionOf(`${family} line ${meaningOf(line)}`, line, family, () => {
    const action = read(line, readRule(asLine(line.text), family), family, () => false);
    return { ...action, sure: action.sure && !action.open };
  });
}

const mostKept = 4_000;
const readBefore = new Map<string, Action>();

/** What a line means is worked out once; where the same is said again, only its letters come from elsewhere. */
function actionOf(meaning: string, line: MappedText, family: Family, readAnew: () => Action): Action {
  const before = readBefore.get(meaning);
  if (before) return { ...before, line, restored: restoredAt(line, before), rules: rulesAt(line, before, family) };
  const action = readAnew();
  if (readBefore.size >= mostKept) readBefore.delete(readBefore.keys().next().value!);
  readBefore.set(meaning, action);
  return action;
}

function rulesAt(line: MappedText, { rule, rules }: Action, family: Family): RuleText[] {
  let lines: MappedText[] | undefined;
  const lineAt = (index: number) => {
    lines ??= ruleLines(line, rule, family);
    return lines[index]!;
  };
  return rules.map((each, index) => ({
    ...each,
    line: deferred(each.line.text, each.line.known, () => lineAt(index)),
  }));
}

function restoredAt(line: MappedText, { rule, restored }: Action): MappedText {
  return deferred(restored.text, restored.known, () => restoredLine(line, rule));
}

function restoredLine(line: MappedText, rule: Rule): MappedText {
  return joinWords(line, keptWords(rule, isBeside));
}

/** Whether the backend refuses; undefined when only one of them does and it is not said which one runs. */
export function isRefused({ legacy, nft }: RefusedBy, backend: Program['backend']): boolean | undefined {
  const byLegacy = legacy === 'test' || legacy === 'load';
  const byNft = nft === 'test' || nft === 'load';
  if (backend) return backend === 'legacy' ? byLegacy : byNft;
  return byLegacy === byNft ? byLegacy : undefined;
}

function read(
  line: MappedText,
  rule: Rule,
  family: Family,
  isHarmless: (kind: RuleProblem['kind']) => boolean,
): Action {
  const command = commandOf(rule);
  const asks = command ? undefined : (core(rule, 'version') ?? core(rule, 'help'));
  const verb = (command ?? asks)?.option?.name ?? '';
  const [chain, second] = command?.values ?? [];
  const { problems, limits } = judgeRule(rule, family);
  const open = hasFreeUnknown(line, rule);
  const isVague = asks || open || loaders.some((name) => isUnknown(line, firstValue(rule, name)));
  const faults = isVague ? [] : problems.filter((problem) => !isHarmless(problem.kind) && !hasUnknown(line, problem));
  const known = limits.filter((limit) => !hasUnknown(line, limit));
  const isNumbered = command?.option?.values?.[1]?.kind === 'rule-number';
  const speaksOfRule = command && chain && withRule.has(verb) && !(verb === 'delete' && second);
  return {
    line,
    restored: restoredLine(line, rule),
    rule,
    verb,
    otherFamily: core(rule, family === 'ipv4' ? 'ipv6' : 'ipv4') !== undefined,
    table: undefined,
    chain: chain && nameOf(line, chain),
    second: second && !isNumbered ? nameOf(line, second) : undefined,
    number: isNumbered && second ? (hasUnknown(line, second) ? Number.NaN : Number(second.value)) : undefined,
    rules: speaksOfRule ? ruleLines(line, rule, family).map((each) => ruleText(each, family)) : [],
    limits: known,
    takers: tablesFor(known),
    refusedBy: earliest(faults.map((fault) => (fault.dependsOnHost ? {} : (fault.refusedBy ?? bothRefuse)))),
    waits: core(rule, 'wait') !== undefined,
    known: line.known || line.parts.every(({ piece }) => piece.text !== undefined),
    open,
    sure: verb !== '' && !(command && hasUnknown(line, command.name)),
  };
}

/** Parameters whose values say which options there are. */
const loaders = ['protocol', 'match', 'jump'];

function isUnknown(line: MappedText, word: Word | undefined): boolean {
  return word !== undefined && hasUnknown(line, word);
}

const bothRefuse: RefusedBy = { legacy: 'test', nft: 'test' };

function asLine(text: string): RuleLine {
  return { text, ending: '\n', from: 0, before: 'nothing', ordinary: true, kind: 'rule', counters: undefined };
}

function core(rule: Rule, name: string): RulePart | undefined {
  return rule.parts.find((part) => !part.module && part.option?.name === name);
}

function firstValue(rule: Rule, name: string): Word | undefined {
  return core(rule, name)?.values[0];
}

/** Of several `-t` the last one counts. */
function tableGiven({ parts }: Rule): Word | undefined {
  return parts.findLast(({ module, option }) => !module && option?.name === 'table')?.values[0];
}

function nameOf(line: MappedText, word: Word): Name {
  return { text: word.value, known: !hasUnknown(line, word) };
}

/** True when a value outside of quotes that is not known stands where it may be options: it is the value of none. */
function hasFreeUnknown(line: MappedText, { words, parts }: Rule): boolean {
  if (line.known) return false;
  const taken = new Set(parts.flatMap(({ values }) => values.map(({ end }) => end)));
  return words.some((word) => !taken.has(word.end) && cut(line, word.start, word.end).some(({ many }) => many));
}

/** The lines of the rules that a line speaks of. */
function ruleLines(line: MappedText, rule: Rule, family: Family): MappedText[] {
  return withSingleAddresses(joinWords(line, appendedWords(rule, ['set-counters'])), family);
}

/** The words of a rule as if it were appended, without some parameters. */
export function appendedWords(rule: Rule, without: readonly string[] = []): (Span & { instead?: string })[] {
  const command = commandOf(rule)!;
  const isDropped = (part: RulePart) =>
    isBeside(part) || isCommand(part) || without.includes((!part.module && part.option?.name) || '');
  const { start, end } = command.name;
  return [{ start, end, instead: '-A' }, command.values[0]!, ...keptWords(rule, isDropped)];
}

/** A rule from its line, `-A CHAIN …`. */
export function ruleText(line: MappedText, family: Family): RuleText {
  const rule = readRule(asLine(line.text), family);
  const target = targetOf(rule)?.values[0];
  const name = target && nameOf(line, target);
  const isModule = name && findTarget(name.text, family) !== undefined && !/ (?:-g|--goto) /.test(line.text);
  return { line, target: name, next: isModule ? undefined : name, same: comparable(line, rule, family) };
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
export function isCommand({ option, module }: RulePart): boolean {
  return !module && option !== undefined && 'rule' in option;
}

/** A list of addresses makes a rule for each of them, the destinations within the sources. */
function withSingleAddresses(line: MappedText, family: Family): MappedText[] {
  if (!line.text.includes(',')) return [line];
  let lines = [line];
  for (const name of ['source', 'destination']) {
    const made = lines.map((each) => withEachAddress(each, name, family));
    if (made.reduce((sum, { length }) => sum + length, 0) > mostRules) return [line];
    lines = made.flat();
  }
  return lines;
}

function withEachAddress(line: MappedText, name: string, family: Family): MappedText[] {
  const word = firstValue(readRule(asLine(line.text), family), name);
  if (!word || word.quoted || !word.value.includes(',')) return [line];
  return addressesOf(line, word).map((address) => replaced(line, word, address));
}

function addressesOf(line: MappedText, { value, end }: Word): Piece[][] {
  let at = end - value.length;
  return value.split(',', mostRules + 1).map((address) => {
    const pieces = cut(line, at, at + address.length);
    at += address.length + 1;
    return pieces;
  });
}
