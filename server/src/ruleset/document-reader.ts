/** Reads the versions of a text as dumps: what a line of one of them says is not read again in another. */

import { type Line, parseLine } from '../syntax/line';
import type { RulesetDocument } from './document';
import { factsAt, type LineFacts, lineFacts, replaceFacts } from './line-facts';
import { createNames, type Names } from './names';
import { createTemplates, type RuleTemplates } from './rule-templates';
import type { Family } from './tables';

/** A line as it is written. */
export type WrittenLine = Pick<Line, 'text' | 'ending'>;

/** The document of some lines. Those of one reader share their lines and the numbers of their names, so none may be edited. */
export type DocumentReader = (written: readonly WrittenLine[]) => RulesetDocument;

/** All lines that were read, each once. */
interface KnownLines {
  names: Names;
  templates: RuleTemplates;
  /** Where each stands in `lines` and `facts`. */
  indexes: Map<string, number>;
  lines: Line[];
  facts: LineFacts;
}

/** So many lines are kept for documents to come, beside those of the longest one. */
const mostKept = 10_000;

export function documentReader(family: Family): DocumentReader {
  let known = noLines(family);
  let longest = 0;
  return (written) => {
    longest = Math.max(longest, written.length);
    if (known.lines.length > longest + mostKept) known = noLines(family);
    const { names, templates, lines, facts } = known;
    const read = lines.length;
    const indexes = written.map((line) => indexOf(known, line));
    replaceFacts(facts, read, 0, lineFacts(lines.slice(read), names, templates));
    const dump = { lines: indexes.map((index) => lines[index]!) };
    return { dump, family, names, templates, facts: factsAt(facts, indexes), edits: 0 };
  };
}

function noLines(family: Family): KnownLines {
  const [names, templates] = [createNames(), createTemplates(family)];
  return { names, templates, indexes: new Map(), lines: [], facts: lineFacts([], names, templates) };
}

/** A line that is met for the first time gets its place, and its facts later, together with others. */
function indexOf({ indexes, lines }: KnownLines, { text, ending }: WrittenLine): number {
  const key = ending === '\n' ? text : `${text}\n${ending}`;
  const known = indexes.get(key);
  if (known !== undefined) return known;
  indexes.set(key, lines.length);
  return lines.push(parseLine(text, ending)) - 1;
}
