/** A dump with what each of its rule lines says, kept up to date line by line. */

import { type Dump, editDump, type LineChange, type Place, parseDump, replaceLines } from '../syntax/dump';
import type { Line } from '../syntax/line';
import { spanText } from '../syntax/span';
import { createNames, type Names, nameId } from './names';
import { type RuleSummary, summarizeRule } from './rule-summary';
import type { Family } from './tables';

/**
 * A dump and what its lines say of chains. `rules` and `declared` have an entry for each line: the summary of a rule, and the
 * number of the name that a plain declaration declares; undefined and -1 on all other lines.
 */
export interface RulesetDocument {
  dump: Dump;
  family: Family;
  names: Names;
  rules: (RuleSummary | undefined)[];
  declared: number[];
}

/** Reads a text of any state as a dump of the given family. */
export function readDocument(text: string, family: Family): RulesetDocument {
  return documentOf(parseDump(text), family);
}

/** The document of lines that are parsed already. */
export function documentOf(dump: Dump, family: Family): RulesetDocument {
  const names = createNames();
  return { dump, family, names, ...lineFacts(dump.lines, family, names) };
}

/** Replaces a range of the text, in place; only the lines that it touches are read again. */
export function editDocument(document: RulesetDocument, start: Place, end: Place, text: string): LineChange {
  const change = editDump(document.dump, start, end, text);
  const lines = document.dump.lines.slice(change.from, change.from + change.inserted);
  const { rules, declared } = lineFacts(lines, document.family, document.names);
  replaceLines(document.rules, change.from, change.removed, rules);
  replaceLines(document.declared, change.from, change.removed, declared);
  return change;
}

/** The same lines, taken for the other family. */
export function withFamily(document: RulesetDocument, family: Family): RulesetDocument {
  return document.family === family ? document : documentOf(document.dump, family);
}

function lineFacts(lines: Line[], family: Family, names: Names): Pick<RulesetDocument, 'rules' | 'declared'> {
  const rules: RulesetDocument['rules'] = [];
  const declared: number[] = [];
  for (const line of lines) {
    rules.push(line.kind === 'rule' ? summarizeRule(line, family, names) : undefined);
    declared.push(plainName(line, names));
  }
  return { rules, declared };
}

function plainName(line: Line, names: Names): number {
  const name = line.kind === 'declaration' && line.plain ? line.declarations[0]?.name : undefined;
  return name ? nameId(names, spanText(line.text, name)) : -1;
}
