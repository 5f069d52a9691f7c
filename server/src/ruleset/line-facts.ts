/** What each line of a dump says of chains, as numbers side by side: the whole dump is gone through after every edit. */

import { replaceLines } from '../syntax/dump';
import type { DeclarationLine, Line, RuleLine } from '../syntax/line';
import { hasUnknown } from '../syntax/unknown';
import { expectationStart } from './expectation-line';
import { type Names, nameIdAt } from './names';
import { chainStart, readOrdinaryRule } from './ordinary-rule';
import { hasEscapes } from './ordinary-values';
import { type RuleSummary, summarizeFaultyRule, summarizeRule } from './rule-summary';
import { addFaultyTemplate, addTemplate, type RuleTemplates } from './rule-templates';

/** Nothing that matters beyond the line; an ordinary rule; a plain declaration; anything else, to be looked at itself. */
export const lineKinds = { idle: 0, rule: 1, declaration: 2, other: 3 } as const;

export interface LineFacts {
  /** Number of lines; the arrays have room for more. */
  length: number;
  /** One of `lineKinds`. */
  kinds: Uint8Array;
  /** The number of the chain's name for an ordinary rule, a plain declaration, or another rule; -1 without one. */
  chains: Int32Array;
  /** The number of the target's name for any rule; -1 without one. */
  targets: Int32Array;
  /** The places in which a rule is refused, as `place-bits.ts` has them; 0 for none. */
  forbidden: Uint16Array;
  /** The summaries of rules that are not ordinary. */
  summaries: (RuleSummary | undefined)[];
}

/** The facts of some lines. `text` is what the lines put together are, where it is at hand: that is the quicker way. */
export function lineFacts(lines: readonly Line[], names: Names, templates: RuleTemplates, text?: string): LineFacts {
  const facts = emptyFacts(lines.length);
  const reading: Reading = { facts, names, templates, text: text ?? '', start: 0, escapes: !text || hasEscapes(text) };
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i]!;
    if (text === undefined) reading.text = line.text;
    addFacts(reading, i, line);
    if (text !== undefined) reading.start += line.text.length + line.ending.length;
  }
  return facts;
}

/** What is being read: the line at hand begins at `start` in `text`. */
interface Reading {
  facts: LineFacts;
  names: Names;
  templates: RuleTemplates;
  text: string;
  start: number;
  escapes: boolean;
}

/** A copy of the facts of some lines. */
export function factsOf(facts: LineFacts, from: number, length: number): LineFacts {
  const until = from + length;
  return {
    length,
    kinds: facts.kinds.slice(from, until),
    chains: facts.chains.slice(from, until),
    targets: facts.targets.slice(from, until),
    forbidden: facts.forbidden.slice(from, until),
    summaries: facts.summaries.slice(from, until),
  };
}

/** A copy of the facts of the lines with these indexes, in this order. */
export function factsAt(facts: LineFacts, indexes: readonly number[]): LineFacts {
  const found = emptyFacts(indexes.length);
  for (let i = 0; i < indexes.length; i++) {
    const from = indexes[i]!;
    found.kinds[i] = facts.kinds[from]!;
    found.chains[i] = facts.chains[from]!;
    found.targets[i] = facts.targets[from]!;
    found.forbidden[i] = facts.forbidden[from]!;
    found.summaries[i] = facts.summaries[from];
  }
  return found;
}

/** True when lines say of chains what others said before in their place, and nothing else is to be told of them. */
export function saysTheSame(before: LineFacts, now: LineFacts): boolean {
  if (before.length !== now.length) return false;
  for (let i = 0; i < now.length; i++) {
    const same =
      now.kinds[i] !== lineKinds.other &&
      before.kinds[i] === now.kinds[i] &&
      before.chains[i] === now.chains[i] &&
      before.targets[i] === now.targets[i] &&
      before.forbidden[i] === now.forbidden[i];
    if (!same) return false;
  }
  return true;
}

/** Puts the facts of new lines in the place of `removed` ones. */
export function replaceFacts(facts: LineFacts, from: number, removed: number, inserted: LineFacts): void {
  const length = facts.length - removed + inserted.length;
  if (length > facts.kinds.length) grow(facts, length);
  for (const name of ['kinds', 'chains', 'targets', 'forbidden'] as const) {
    if (removed !== inserted.length) facts[name].copyWithin(from + inserted.length, from + removed, facts.length);
    facts[name].set(inserted[name].subarray(0, inserted.length), from);
  }
  replaceLines(facts.summaries, from, removed, inserted.summaries);
  facts.length = length;
}

function emptyFacts(length: number): LineFacts {
  return {
    length,
    kinds: new Uint8Array(length),
    chains: new Int32Array(length),
    targets: new Int32Array(length),
    forbidden: new Uint16Array(length),
    summaries: new Array(length).fill(undefined),
  };
}

function addFacts(reading: Reading, i: number, line: Line): void {
  const { facts } = reading;
  facts.chains[i] = -1;
  facts.targets[i] = -1;
  if (line.kind === 'rule') addRule(reading, i, line);
  else if (line.kind === 'declaration') addDeclarations(reading, i, line);
  else facts.kinds[i] = isIdle(line) ? lineKinds.idle : lineKinds.other;
}

function isIdle(line: Line): boolean {
  if (line.kind === 'comment') return line.ordinary && expectationStart(line.text) === undefined;
  return line.ordinary && line.text === '';
}

function addRule(reading: Reading, i: number, line: RuleLine): void {
  const { facts, names, templates, text, start } = reading;
  const mayBeOrdinary = line.from === 0 && line.ordinary;
  const rule = mayBeOrdinary
    ? readOrdinaryRule(templates.sound, text, start, start + line.text.length, reading.escapes)
    : undefined;
  if (!rule) {
    addSummary(reading, i, line, mayBeOrdinary);
    return;
  }
  facts.kinds[i] = lineKinds.rule;
  facts.chains[i] = nameIdAt(names, text, start + chainStart, rule.chainEnd);
  if (rule.targetEnd > 0) facts.targets[i] = nameIdAt(names, text, rule.targetStart, rule.targetEnd);
  facts.forbidden[i] = rule.forbidden;
}

function addSummary({ facts, names, templates }: Reading, i: number, line: RuleLine, mayBeOrdinary: boolean): void {
  // What is not known of a line may be what makes it sound, or not.
  const isExample = mayBeOrdinary && !hasUnknown(line.text);
  const known = isExample ? summarizeFaultyRule(line, templates, names) : undefined;
  const summary = known ?? summarizeRule(line, templates.family, names);
  const isNew = !known && mayBeOrdinary && isAppended(summary) && isWrittenPlainly(line, summary, names);
  const plain = isNew && summary.problems.length === 0;
  facts.kinds[i] = plain ? lineKinds.rule : lineKinds.other;
  facts.chains[i] = summary.chain;
  facts.targets[i] = summary.target;
  facts.forbidden[i] = summary.forbidden;
  if (!plain) facts.summaries[i] = summary;
  if (isNew && isExample) {
    if (plain) addTemplate(templates, line, summary.forbidden);
    else addFaultyTemplate(templates, line, summary);
  }
}

/** True for a rule of which nothing is to be told but its chain, its target, the places where it is refused, and problems. */
function isAppended({ command, goto, onlyFor }: RuleSummary): boolean {
  return command === 'append' && !goto && onlyFor === undefined;
}

/** True when the line begins with `-A ` and the chain's name letter for letter, as is taken for granted of ordinary rules. */
function isWrittenPlainly({ text }: RuleLine, { chain, chainSpan }: RuleSummary, names: Names): boolean {
  return (
    text.startsWith('-A ') &&
    chainSpan.start === chainStart &&
    chainSpan.end - chainStart === names.texts[chain]!.length
  );
}

/** All names get their numbers now, so that going through the lines finds no new ones; that of the first one is kept. */
function addDeclarations({ facts, names }: Reading, i: number, line: DeclarationLine): void {
  facts.kinds[i] = line.plain && line.ordinary ? lineKinds.declaration : lineKinds.other;
  if (line.plain) {
    facts.chains[i] = nameIdAt(names, line.text, 1, line.text.indexOf(' '));
    return;
  }
  const { declarations } = line;
  for (let at = declarations.length - 1; at >= 0; at--) {
    const { name } = declarations[at]!;
    facts.chains[i] = name ? nameIdAt(names, line.text, name.start, name.end) : -1;
  }
}

function grow(facts: LineFacts, length: number): void {
  const room = Math.ceil(length * 1.25) + 64;
  const kinds = new Uint8Array(room);
  kinds.set(facts.kinds);
  const [chains, targets] = [new Int32Array(room), new Int32Array(room)];
  chains.set(facts.chains);
  targets.set(facts.targets);
  const forbidden = new Uint16Array(room);
  forbidden.set(facts.forbidden);
  Object.assign(facts, { kinds, chains, targets, forbidden });
}
