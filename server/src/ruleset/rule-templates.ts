/**
 * Templates: rules as a dump writes them again and again, word for word, with gaps for values of which only the class matters. What
 * is right about one rule is right about all that fill the same template.
 */

import type { Family, Module, ModuleRule, Value } from '../modules/types';
import type { RuleLine } from '../syntax/line';
import type { Word } from '../syntax/words';
import {
  classOf,
  type ReadValue,
  type ValueClass,
  type ValueReader,
  valueClasses,
  valueReader,
} from './ordinary-values';
import { type RulePart, readRule } from './rule';

export interface Template {
  /** What stands behind the chain's name, up to the first gap. */
  start: string;
  gaps: Gap[];
  /** Where the target's name is: a gap, or a part of what is the same in all rules. Undefined without a target. */
  target: TemplateTarget | undefined;
  /** The places in which such rules are refused. */
  forbidden: number;
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

export interface RuleTemplates {
  family: Family;
  /** Those that were matched most often tend to come first. */
  all: Template[];
  /** What the last rule filled. */
  last: Template | undefined;
  readers: Map<Value, ValueReader>;
  /** How many were made, those that gave way to others included, and how many rules matched one. */
  made: number;
  matched: number;
}

/** More would cost more to go through than a rule costs to be taken apart. */
const mostTemplates = 64;

/** So many are made in any case, and later one for so many matches: a dump of nothing but single rules makes no more. */
const freelyMade = 256;
const matchesForOne = 8;

/** Parameters whose values may fill a gap. */
const gapParameters = new Set(['source', 'destination', 'in-interface', 'out-interface', 'jump']);

export function createTemplates(family: Family): RuleTemplates {
  return { family, all: [], last: undefined, readers: new Map(), made: 0, matched: 0 };
}

/** Makes a template of a rule `-A CHAIN …` in which nothing is wrong. */
export function addTemplate(templates: RuleTemplates, line: RuleLine, forbidden: number): void {
  if (templates.made >= freelyMade && templates.made * matchesForOne > templates.matched) return;
  templates.made++;
  if (templates.all.length === mostTemplates) templates.all.pop();
  templates.all.push(templateOf(templates, line, forbidden));
}

function templateOf(templates: RuleTemplates, line: RuleLine, forbidden: number): Template {
  const { text } = line;
  const { parts } = readRule(line, templates.family);
  let at = parts[0]!.values[0]!.end;
  const template: Template = { start: '', gaps: [], target: undefined, forbidden, next: undefined };
  const literal = (end: number) => {
    const last = template.gaps.at(-1);
    if (last) last.after = text.slice(at, end);
    else template.start = text.slice(at, end);
  };
  for (const part of parts.slice(1)) {
    for (const [index, word] of part.values.entries()) {
      const gap = gapOf(templates, part, index, word, text);
      const isTarget = !part.module && part.option?.name === 'jump';
      if (isTarget) {
        const behind = template.gaps.length - 1;
        const fixed = { behind, offset: word.start - at, length: word.end - word.start };
        template.target = gap ? { gap: template.gaps.length } : fixed;
      }
      if (!gap) continue;
      literal(word.start);
      template.gaps.push(gap);
      at = word.end;
    }
  }
  literal(text.length);
  return template;
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
