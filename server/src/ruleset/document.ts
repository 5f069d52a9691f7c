/** A dump with what each of its rule lines says, kept up to date line by line. */

import { type Dump, editDump, type LineChange, type Place, parseDump, replaceLines } from '../syntax/dump';
import type { Line } from '../syntax/line';
import { createNames, type Names } from './names';
import { type RuleSummary, summarizeRule } from './rule-summary';
import type { Family } from './tables';

/** A dump and the summaries of its rules; `rules` has an entry for each line, undefined where the line is no rule. */
export interface RulesetDocument {
  dump: Dump;
  family: Family;
  names: Names;
  rules: (RuleSummary | undefined)[];
}

/** Reads a text of any state as a dump of the given family. */
export function readDocument(text: string, family: Family): RulesetDocument {
  return documentOf(parseDump(text), family);
}

/** The document of lines that are parsed already. */
export function documentOf(dump: Dump, family: Family): RulesetDocument {
  const names = createNames();
  return { dump, family, names, rules: dump.lines.map((line) => summarize(line, family, names)) };
}

/** Replaces a range of the text, in place; only the lines that it touches are read again. */
export function editDocument(document: RulesetDocument, start: Place, end: Place, text: string): LineChange {
  const change = editDump(document.dump, start, end, text);
  const lines = document.dump.lines.slice(change.from, change.from + change.inserted);
  const rules = lines.map((line) => summarize(line, document.family, document.names));
  replaceLines(document.rules, change.from, change.removed, rules);
  return change;
}

/** The same lines, taken for the other family. */
export function withFamily(document: RulesetDocument, family: Family): RulesetDocument {
  return document.family === family ? document : documentOf(document.dump, family);
}

function summarize(line: Line, family: Family, names: Names): RuleSummary | undefined {
  return line.kind === 'rule' ? summarizeRule(line, family, names) : undefined;
}
