/** A dump with what each of its lines says of chains, kept up to date line by line. */

import { type Dump, editDump, type LineChange, type Place, parseDump } from '../syntax/dump';
import { factsOf, type LineFacts, lineFacts, lineKinds, replaceFacts, saysTheSame } from './line-facts';
import { createNames, type Names } from './names';
import { type RuleSummary, summarizeRule, summarizeSoundRule } from './rule-summary';
import { createTemplates, type RuleTemplates } from './rule-templates';
import type { Family } from './tables';

export interface RulesetDocument {
  dump: Dump;
  family: Family;
  names: Names;
  templates: RuleTemplates;
  /** An entry for each line. */
  facts: LineFacts;
  /** How many edits it has seen. */
  edits: number;
}

/** Reads a text of any state as a dump of the given family. */
export function readDocument(text: string, family: Family): RulesetDocument {
  return documentOf(parseDump(text), family, text);
}

/** The document of lines that are parsed already; `text` is what they are put together, where it is at hand. */
export function documentOf(dump: Dump, family: Family, text?: string): RulesetDocument {
  const [names, templates] = [createNames(), createTemplates(family)];
  return { dump, family, names, templates, facts: lineFacts(dump.lines, names, templates, text), edits: 0 };
}

/** Which lines an edit replaced. */
export interface DocumentChange extends LineChange {
  /** What the removed lines said. */
  before: LineFacts;
  /** True when the new lines say the same of chains, so that a ruleset stays true. */
  saysTheSame: boolean;
}

/** Replaces a range of the text, in place; only the lines that it touches are read again. */
export function editDocument(document: RulesetDocument, start: Place, end: Place, text: string): DocumentChange {
  const change = editDump(document.dump, start, end, text);
  const lines = document.dump.lines.slice(change.from, change.from + change.inserted);
  const facts = lineFacts(lines, document.names, document.templates);
  const before = factsOf(document.facts, change.from, change.removed);
  replaceFacts(document.facts, change.from, change.removed, facts);
  document.edits++;
  return { ...change, before, saysTheSame: saysTheSame(before, facts) };
}

/** The same lines, taken for the other family. */
export function withFamily(document: RulesetDocument, family: Family): RulesetDocument {
  return document.family === family ? document : documentOf(document.dump, family);
}

/** What the rule on a line says; undefined for a line that is no rule. Ordinary rules are read again: ask for few lines. */
export function ruleAt(document: RulesetDocument, index: number): RuleSummary | undefined {
  const line = document.dump.lines[index];
  if (line?.kind !== 'rule') return undefined;
  const { facts, family, names, templates } = document;
  return (
    facts.summaries[index] ??
    summarizeSoundRule(line, templates, names, facts.forbidden[index]!) ??
    summarizeRule(line, family, names)
  );
}

/** The number of the chain that the command of a rule line names; -1 without one, or for a line that is no rule. */
export function chainOfRule({ facts }: RulesetDocument, index: number): number {
  return facts.kinds[index] === lineKinds.rule ? facts.chains[index]! : (facts.summaries[index]?.chain ?? -1);
}

/** The number of a rule's target; -1 without one, or for a line that is no rule. */
export function targetOfRule({ facts }: RulesetDocument, index: number): number {
  return facts.targets[index] ?? -1;
}
