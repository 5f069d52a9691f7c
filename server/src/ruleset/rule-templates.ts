/**
 * Templates: rules as a dump writes them again and again, word for word, with gaps for values of which only the class matters. What
 * is right about one rule, or wrong, is so about all that fill the same template.
 */

import type { Family, Module, ModuleRule, Value } from '../modules/types';
import type { RuleLine } from '../syntax/line';
import type { Span } from '../syntax/span';
import type { Word } from '../syntax/words';
import {
  classOf,
  type ReadValue,
  readBareWord,
  type ValueClass,
  type ValueReader,
  valueClasses,
  valueReader,
} from './ordinary-values';
import { type Rule, type RulePart, readRule } from './rule';
import type { RuleProblem } from './rule-problem';
import type { RuleSummary } from './rule-summary';

export interface Template {
  /** What stands behind the chain's name, up to the first gap. */
  start: string;
  gaps: Gap[];
  /** Where the target's name is: a gap, or a part of what is the same in all rules. Undefined without a target. */
  target: TemplateTarget | undefined;
  /** The places in which such rules are refused. */
  forbidden: number;
  /** What is wrong with such rules. */
  faults: readonly Fault[];
  /** What the rule behind one of these filled the last time: dumps repeat rules in groups. */
  next: Template | undefined;
}

/** A value, and what follows it up to the next gap or the end. */
export interface Gap {
  read: ValueReader;
  class: ValueClass;
  after: string;
}

/** `gap` counts from 0; a name that is the same in all rules stands at `offset` behind that gap, or behind the chain's name for -1. */
export type TemplateTarget = { gap: number } | { behind: number; offset: number; length: number };

/** A problem that all rules have which fill a template, and where it stands in them. */
export interface Fault {
  problem: RuleProblem;
  start: FaultPlace;
  end: FaultPlace;
}

/** So far behind a gap, or behind the chain's name for -1. */
export interface FaultPlace {
  behind: number;
  offset: number;
}

export interface TemplateList {
  /** Those that were matched most often tend to come first. */
  all: Template[];
  /** What the last rule filled. */
  last: Template | undefined;
  /** How many were made, those that gave way to others included, and how many rules matched one. */
  made: number;
  matched: number;
}

export interface RuleTemplates {
  family: Family;
  readers: Map<Value, ValueReader>;
  /** Of rules in which nothing is wrong. */
  sound: TemplateList;
  /** Of all others. */
  faulty: TemplateList;
}

/** More would cost more to go through than a rule costs to be taken apart. */
const mostTemplates = 64;

/** So many are made in any case, and later one for so many matches: a dump of nothing but single rules makes no more. */
const freelyMade = 256;
const matchesForOne = 8;

/** Parameters whose values may fill a gap. */
const gapParameters = new Set(['source', 'destination', 'in-interface', 'out-interface', 'jump']);

export function createTemplates(family: Family): RuleTemplates {
  const list = (): TemplateList => ({ all: [], last: undefined, made: 0, matched: 0 });
  return { family, readers: new Map(), sound: list(), faulty: list() };
}

/** Makes a template of a rule `-A CHAIN …` in which nothing is wrong. */
export function addTemplate(templates: RuleTemplates, line: RuleLine, forbidden: number): void {
  if (!mayMake(templates.sound)) return;
  const { template, target } = templateOf(templates, line, forbidden);
  if (!target || isPlain(line, target)) add(templates.sound, template);
}

/** Makes a template of a rule `-A CHAIN …` with problems, where it says of none of the values in its gaps that they have a part in them. */
export function addFaultyTemplate(templates: RuleTemplates, line: RuleLine, summary: RuleSummary): void {
  const { problems, forbidden, goto, targetSpan } = summary;
  if (goto || problems.length === 0 || !mayMake(templates.faulty)) return;
  const { template, chain, gaps, target } = templateOf(templates, line, forbidden);
  const isTarget = target ? isPlain(line, target) && isSame(target, targetSpan) : summary.target < 0;
  const told = problems.flatMap(({ word, option = '', names = [], message = '', replacement }) => [
    ...[word, option, message, replacement?.text ?? ''],
    ...names,
  ]);
  const speaks = [chain, ...gaps].some(({ value }) => told.some((text) => text.includes(value)));
  const place = (column: number): FaultPlace | undefined => {
    if (column < chain.end || gaps.some(({ start, end }) => start < column && column < end)) return undefined;
    const behind = gaps.findLastIndex(({ end }) => end <= column);
    return { behind, offset: column - (gaps[behind] ?? chain).end };
  };
  const faults = problems.flatMap((problem) => {
    const [start, end] = [place(problem.start), place(problem.end)];
    return start && end ? [{ problem, start, end }] : [];
  });
  if (isTarget && !speaks && faults.length === problems.length) add(templates.faulty, { ...template, faults });
}

/** True for a word that is written as it is read. */
function isPlain({ text }: RuleLine, { start, end, value }: Word): boolean {
  return text.slice(start, end) === value;
}

function isSame(a: Span, b: Span): boolean {
  return a.start === b.start && a.end === b.end;
}

function mayMake({ made, matched }: TemplateList): boolean {
  return made < freelyMade || made * matchesForOne <= matched;
}

function add(list: TemplateList, template: Template): void {
  list.made++;
  if (list.all.length === mostTemplates) list.all.pop();
  list.all.push(template);
}

/** A template with what stands in the line where the template begins and in its gaps, and the target. */
interface MadeTemplate {
  template: Template;
  chain: Word;
  gaps: Word[];
  target: Word | undefined;
}

function templateOf(templates: RuleTemplates, line: RuleLine, forbidden: number): MadeTemplate {
  const { text } = line;
  const rule = readRule(line, templates.family);
  const chain = rule.parts[0]!.values[0]!;
  const made: MadeTemplate = { template: emptyTemplate(forbidden), chain, gaps: [], target: undefined };
  const { template } = made;
  let at = chain.end;
  const literal = (end: number) => {
    const last = template.gaps.at(-1);
    if (last) last.after = text.slice(at, end);
    else template.start = text.slice(at, end);
  };
  for (const { word, gap, isTarget } of valuesOf(templates, rule, text)) {
    if (isTarget) {
      const behind = template.gaps.length - 1;
      const fixed = { behind, offset: word.start - at, length: word.end - word.start };
      template.target = gap ? { gap: template.gaps.length } : fixed;
      made.target = word;
    }
    if (!gap) continue;
    literal(word.start);
    template.gaps.push(gap);
    made.gaps.push(word);
    at = word.end;
  }
  literal(text.length);
  return made;
}

/** The words behind the chain that are no options, in their order, with the gaps that they may fill. */
function valuesOf(templates: RuleTemplates, { words, parts }: Rule, text: string) {
  const ofParts = parts.slice(1).flatMap((part) =>
    part.values.map((word, index) => ({
      word,
      gap: gapOf(templates, part, index, word, text),
      isTarget: !part.module && part.option?.name === 'jump',
    })),
  );
  const given = new Set(parts.flatMap(({ name, values, inversion }) => [name, ...values, inversion]));
  const bare = words.filter((word) => !given.has(word) && isBareWord(text, word));
  return [
    ...ofParts,
    ...bare.map((word) => ({ word, gap: { read: readBareWord, class: bareClass, after: '' }, isTarget: false })),
  ].sort((a, b) => a.word.start - b.word.start);
}

const bareClass = valueClasses.indifferent;

function isBareWord(text: string, { start, end }: Word): boolean {
  const read: ReadValue = { end: 0, class: bareClass };
  return !/^[-!]/.test(text.slice(start, end)) && readBareWord(text, start, text.length, read) && read.end === end;
}

function emptyTemplate(forbidden: number): Template {
  return { start: '', gaps: [], target: undefined, forbidden, faults: [], next: undefined };
}

/** The gap that a value of a line may fill; undefined where it has to be this very word. */
export function gapOf(
  templates: Pick<RuleTemplates, 'family' | 'readers'>,
  part: RulePart,
  index: number,
  word: Word,
  text: string,
): Gap | undefined {
  const { option, module } = part;
  const value = option?.values?.[index];
  if (!value || (!module && !gapParameters.has(option!.name)) || matters(value, module)) return undefined;
  if (/^[-!]/.test(text.slice(word.start, word.end))) return undefined;
  const found = classOf(value, word.value, templates.family);
  if (found === undefined || found === valueClasses.own) return undefined;
  const read = readerOf(templates, value);
  const filled: ReadValue = { end: 0, class: valueClasses.own };
  const fits = read(text, word.start, text.length, filled, true) && filled.end === word.end && filled.class === found;
  return fits ? { read, class: found, after: '' } : undefined;
}

/** Rules that look at which options there are, not at what they say. */
const rulesWithoutValues: readonly ModuleRule[] = ['protocol-before-ports', 'recent-command'];

/** True when other options of the module depend on what a value says; texts only name something. */
function matters({ kind }: Value, module: Module | undefined): boolean {
  if (!module || kind === 'text') return false;
  if (module.rules?.some((rule) => !rulesWithoutValues.includes(rule))) return true;
  return module.options.some(({ after }) => after?.value !== undefined);
}

function readerOf({ readers, family }: Pick<RuleTemplates, 'family' | 'readers'>, value: Value): ValueReader {
  const known = readers.get(value);
  if (known) return known;
  const reader = valueReader(value, family);
  readers.set(value, reader);
  return reader;
}
