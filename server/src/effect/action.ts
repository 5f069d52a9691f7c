/** What a call of iptables, or a line that iptables-restore reads, is meant to do. */

import { findTarget } from '../modules/index';
import { earliest, type RefusedBy } from '../modules/refused-by';
import { readCNumber } from '../modules/values/c-number';
import { judgeRule } from '../ruleset/judge/index';
import type { Rule, RulePart } from '../ruleset/rule';
import type { PlaceLimit, RuleProblem } from '../ruleset/rule-problem';
import { commandOf, targetOf } from '../ruleset/rule-summary';
import type { Family, TableName } from '../ruleset/tables';
import { deferred, type MappedText, ruleLine } from '../shell/mapped-text';
import type { Command, Program, Restore } from '../shell/steps';
import type { Piece, Word as ShellWord } from '../shell/word';
import { once, oncePer } from '../syntax/once';
import type { Word } from '../syntax/words';
import { createLikenesses, findAlike, keepLikeness, type Likenesses } from './alike';
import { type Comparable, comparable, outlineOf } from './comparable';
import { withSetDefaults } from './empty-defaults';
import { cut, hasUnknown, joinWords, meaningOf, nameOf, replaced, withPlainNames } from './mapped-line';
import { tablesFor } from './places';
import {
  appendedWords,
  type ChosenWord,
  core,
  firstValue,
  isBeside,
  isOfCommand,
  isOfRule,
  keptWords,
  readText,
  tableGiven,
} from './rule-words';
import { type Pattern, patternOf, withValues } from './with-values';

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
  /** The line as if its rule were appended; undefined where it has none, more than one command, or a number that is none. */
  appended: MappedText | undefined;
  rule(): Rule;
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
  /** True when some machines refuse it and others do not. */
  dependsOnHost: boolean;
  /** True when it is marked for the other family with `-4` or `-6`: a line for its tool alone. */
  otherFamily: boolean;
  /** True when it waits for the lock. */
  waits: boolean;
  /** True when all of its words are known here. */
  known: boolean;
  /** True when there are words that are not known here where options may stand. */
  open: boolean;
  /** True when such a value stands right before an option in one word, so that nobody knows where words begin: `$X"$@"`. */
  glued: boolean;
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

/** Problems of a command itself, whatever its rule. */
const ofCommand: ReadonlySet<RuleProblem['kind']> = new Set(['invalid-rule-number', 'second-command']);

const withRule: ReadonlySet<string> = new Set(['append', 'insert', 'replace', 'check', 'delete']);
const mostRules = 256;

/** What a call of iptables is meant to do. A call that was asked for is not read again. */
export const actionOfCall = oncePer(({ words, program: { family } }: Command): Action => {
  const action = actionOfWords(words, family);
  const others = isRefusedSomewhere(action) ? withSetDefaults(words) : undefined;
  return others ? actionOfWords(others, family) : action;
});

function actionOfWords(words: readonly ShellWord[], family: Family): Action {
  return actionOf('call', ruleLine(withPlainNames(words)), family);
}

/** What a line that iptables-restore reads is meant to do. */
export function actionOfLine(line: MappedText, family: Family): Action {
  return actionOf('line', line, family);
}

/** Whose words the line has: those of a call, or those of a line for iptables-restore. */
type Speaker = 'call' | 'line';

const mostKept = 4_000;
const readBefore = new Map<string, Action>();

const likenesses = {
  call: { ipv4: createLikenesses<Pattern>('ipv4'), ipv6: createLikenesses<Pattern>('ipv6') },
  line: { ipv4: createLikenesses<Pattern>('ipv4'), ipv6: createLikenesses<Pattern>('ipv6') },
};

/** What a line means is worked out once; where the same is said again, only its letters come from elsewhere. */
function actionOf(speaker: Speaker, line: MappedText, family: Family): Action {
  const meaning = `${family} ${speaker} ${meaningOf(line)}`;
  const before = readBefore.get(meaning);
  if (before) return withPlaces(before, line, family);
  const alike = likenesses[speaker][family];
  const like = findAlike(alike, line);
  const action = like ? withValues(like.meaning, line, like.words, family) : readAction(speaker, line, family);
  if (!like && action.rules.length === 1) keepAction(alike, action);
  if (readBefore.size >= mostKept) readBefore.delete(readBefore.keys().next().value!);
  readBefore.set(meaning, action);
  return action;
}

/** An action of which others may be made. */
function keepAction(alike: Likenesses<Pattern>, action: Action): void {
  const rule = action.rule();
  if (!hasAddressList(rule)) keepLikeness(alike, action.line, rule, patternOf(action));
}

/** The same action with letters that come from elsewhere. */
function withPlaces(action: Action, line: MappedText, family: Family): Action {
  const { rule, restored, appended, rules } = action;
  const chosen = (text: MappedText, choose: (of: Rule) => readonly ChosenWord[]) =>
    text === action.line ? line : deferred(text.text, text.known, () => joinWords(line, choose(rule())));
  const ownRules = once(() => ruleLines(line, rule(), family));
  return {
    ...action,
    line,
    restored: chosen(restored, (of) => keptWords(of, isBeside)),
    appended: appended && chosen(appended, (of) => appendedWords(of, isOfCommand)),
    rules: rules.map((each, index) => ({
      ...each,
      line: each.line === action.line ? line : deferred(each.line.text, each.line.known, () => ownRules()[index]!),
    })),
  };
}

/** What a line means, found out without looking at what others mean. */
export function readAction(speaker: Speaker, line: MappedText, family: Family): Action {
  const isHarmless = (kind: RuleProblem['kind']) => speaker === 'call' && harmless.has(kind);
  const action = read(line, readText(line.text, family), family, isHarmless);
  if (speaker === 'line') return { ...action, sure: action.sure && !action.open };
  const table = tableGiven(action.rule());
  return {
    ...action,
    table: table ? nameOf(line, table) : undefined,
    refusedBy: action.otherFamily ? bothRefuse : action.refusedBy,
    sure: action.sure && !(table === undefined && action.open && mayNameTable(line, action.rule())),
  };
}

/** True when one of the backends refuses it wherever it stands. */
export function isRefusedSomewhere({ refusedBy }: Action): boolean {
  return isRefused(refusedBy, 'legacy') === true || isRefused(refusedBy, 'nf_tables') === true;
}

/** True for a command that is surely refused, whatever the tables hold. */
export function isRefusedAnyhow(call: Command | Restore): boolean {
  return call.kind === 'command' && isRefused(actionOfCall(call).refusedBy, call.program.backend) === true;
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
  const glued = rule.parts.some((part) => hidesOption(line, part));
  const verb = (!glued && (command ?? asks)?.option?.name) || '';
  const [chain, second] = command?.values ?? [];
  const { problems, limits } = judgeRule(rule, family);
  const open = glued || hasFreeUnknown(line, rule);
  const isVague = asks || open || loaders.some((name) => isUnknown(line, firstValue(rule, name)));
  const faults = isVague ? [] : problems.filter((problem) => !isHarmless(problem.kind) && !hasUnknown(line, problem));
  const known = limits.filter((limit) => !hasUnknown(line, limit));
  const isNumbered = command?.option?.values?.[1]?.kind === 'rule-number';
  const hasRule = chain && withRule.has(verb);
  const isDoubtful = rule.problems.some(({ kind }) => ofCommand.has(kind));
  return {
    line,
    restored: joinWords(line, keptWords(rule, isBeside)),
    appended: hasRule && !isDoubtful ? joinWords(line, appendedWords(rule, isOfCommand)) : undefined,
    rule: () => rule,
    verb,
    otherFamily: core(rule, family === 'ipv4' ? 'ipv6' : 'ipv4') !== undefined,
    table: undefined,
    chain: chain && nameOf(line, chain),
    second: second && !isNumbered ? nameOf(line, second) : undefined,
    number:
      isNumbered && second ? (hasUnknown(line, second) ? Number.NaN : Number(readCNumber(second.value))) : undefined,
    rules: hasRule && !(verb === 'delete' && second) ? ruleTexts(line, rule, family) : [],
    limits: known,
    takers: tablesFor(known),
    refusedBy: earliest(faults.map((fault) => (fault.dependsOnHost ? {} : (fault.refusedBy ?? bothRefuse)))),
    dependsOnHost: faults.some(({ kind, dependsOnHost }) => dependsOnHost && kind !== 'external-match'),
    waits: core(rule, 'wait') !== undefined,
    known: line.known || line.parts.every(({ piece }) => piece.text !== undefined),
    open,
    glued,
    sure: verb !== '' && !(command && hasUnknown(line, command.name)),
  };
}

/** Parameters whose values say which options there are. */
const loaders = ['protocol', 'match', 'jump'];

function isUnknown(line: MappedText, word: Word | undefined): boolean {
  return word !== undefined && hasUnknown(line, word);
}

const bothRefuse: RefusedBy = { legacy: 'test', nft: 'test' };

/** True when a value outside of quotes that is not known stands where it may be options: it is the value of none. */
function hasFreeUnknown(line: MappedText, rule: Rule): boolean {
  return !line.known && freeWords(line, rule).some((pieces) => pieces.some(({ many }) => many));
}

/** The words of a line that are no values. */
function freeWords(line: MappedText, { words, parts }: Rule): Piece[][] {
  const taken = new Set(parts.flatMap(({ values }) => values.map(({ end }) => end)));
  return words.filter(({ end }) => !taken.has(end)).map(({ start, end }) => cut(line, start, end));
}

/** `-t`, `--table` and `-vt`, wherever a word begins. */
const tableOption = /(?:^|[^\w-])-(?:-t|[a-zA-Z]*t)/;

/** True unless all that may be options is one of several texts, none of which names a table. */
function mayNameTable(line: MappedText, rule: Rule): boolean {
  return freeWords(line, rule).some(([first, ...others]) => {
    const isPlain = ![first!, ...others].some(({ many }) => many);
    return !isPlain && (others.length > 0 || !first!.choices || first!.choices.some((text) => tableOption.test(text)));
  });
}

/** True when what is read as a value that may be left out is an option behind letters that are not known, none perhaps. */
function hidesOption(line: MappedText, { option, values }: RulePart): boolean {
  if (line.known || !option?.optionalValues) return false;
  return values.some(({ start, end }) => {
    const [first, next] = cut(line, start, end);
    return first?.text === undefined && (next?.text?.startsWith('-') ?? false);
  });
}

/** The lines of the rules that a line speaks of. */
function ruleLines(line: MappedText, rule: Rule, family: Family): MappedText[] {
  const own = joinWords(
    line,
    appendedWords(rule, (part) => !isOfRule(part)),
  );
  return hasAddressList(rule) ? withSingleAddresses(own, family) : [own];
}

function ruleTexts(line: MappedText, rule: Rule, family: Family): RuleText[] {
  const lines = ruleLines(line, rule, family);
  if (hasAddressList(rule)) return lines.map((each) => ruleText(each, family));
  return lines.map((each) => textOfRule(each, line, rule, family));
}

/** A rule from its line, `-A CHAIN …`. */
export function ruleText(line: MappedText, family: Family): RuleText {
  return textOfRule(line, line, readText(line.text, family), family);
}

/** A rule that is told by the words of a longer line. */
function textOfRule(line: MappedText, whole: MappedText, rule: Rule, family: Family): RuleText {
  const part = targetOf(rule);
  const outline = outlineOf(rule);
  const name = part?.values[0] && nameOf(whole, part.values[0]);
  const isModule = name && part?.option?.name === 'jump' && findTarget(name.text, family) !== undefined;
  return {
    line,
    target: name,
    next: isModule ? undefined : name,
    same: comparable(whole, outline, outline.words, family),
  };
}

/** True when there are several addresses for the source, or for the destination. */
function hasAddressList(rule: Rule): boolean {
  return ['source', 'destination'].some((name) => firstValue(rule, name)?.value.includes(','));
}

/** A list of addresses makes a rule for each of them, the destinations within the sources. */
function withSingleAddresses(line: MappedText, family: Family): MappedText[] {
  let lines = [line];
  for (const name of ['source', 'destination']) {
    const made = lines.map((each) => withEachAddress(each, name, family));
    if (made.reduce((sum, { length }) => sum + length, 0) > mostRules) return [line];
    lines = made.flat();
  }
  return lines;
}

function withEachAddress(line: MappedText, name: string, family: Family): MappedText[] {
  const word = firstValue(readText(line.text, family), name);
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
