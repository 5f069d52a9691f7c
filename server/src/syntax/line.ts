/** One line of a dump: what kind it is, and where its parts stand. Knows nothing of the lines around it. */

import { type Declaration, parseDeclarations } from './declaration';
import { prefixLength } from './prefix';
import type { Span } from './span';
import { skipBlanks, splitBlanks } from './words';

/** How a line ends, as editors and the Language Server Protocol count lines; '' only at the end of the text. */
export type LineEnding = '' | '\n' | '\r\n' | '\r';

interface LineBase {
  text: string;
  ending: LineEnding;
  /** Column at which the dump's own text begins. */
  from: number;
  /** What stands before `from`: nothing, blanks that do not belong there, or a pasted prefix. */
  before: 'nothing' | 'blanks' | 'prefix' | 'byte-order-mark';
}

/** Nothing, or only blanks (which iptables-restore refuses). */
export interface BlankLine extends LineBase {
  kind: 'blank';
}

export interface CommentLine extends LineBase {
  kind: 'comment';
}

/** `*nat`; the name is empty for a lone star. What follows the name is ignored by iptables-restore. */
export interface TableLine extends LineBase {
  kind: 'table';
  name: Span;
}

/** One declaration, or several joined ones of which iptables-restore reads the first. */
export interface DeclarationLine extends LineBase {
  kind: 'declaration';
  declarations: Declaration[];
  /** True for exactly one complete declaration of a user-defined chain, as iptables-save writes it. */
  plain: boolean;
}

/** `COMMIT`, possibly in another case or followed by blanks; only the exact word alone commits. */
export interface CommitLine extends LineBase {
  kind: 'commit';
  word: Span;
}

/** Anything else: iptables-restore reads it as a rule, or refuses it outside a table. */
export interface RuleLine extends LineBase {
  kind: 'rule';
  /** `[packets:bytes]` before the command. */
  counters: RuleCounters | undefined;
}

/** Text that belongs to the medium the dump came in. */
export interface ForeignLine extends LineBase {
  kind: 'foreign';
  reason: 'markdown-fence' | 'escaped-newlines';
}

export type Line = BlankLine | CommentLine | TableLine | DeclarationLine | CommitLine | RuleLine | ForeignLine;

/** The counters of a rule; `closed` is false without `]` or without the colon, which iptables-restore refuses. */
export interface RuleCounters extends Span {
  closed: boolean;
}

const BYTE_ORDER_MARK = 0xfeff;

/** Reads one line. Never throws; every text has a kind. */
export function parseLine(text: string, ending: LineEnding): Line {
  const base = lineBase(text, ending);
  const { from } = base;
  switch (text.charCodeAt(from)) {
    case 35 /* # */:
      return isEscapedDump(text)
        ? { ...base, kind: 'foreign', reason: 'escaped-newlines' }
        : { ...base, kind: 'comment' };
    case 45 /* - */:
      return { ...base, kind: 'rule', counters: undefined };
    case 42 /* * */:
      return isEscapedDump(text) ? { ...base, kind: 'foreign', reason: 'escaped-newlines' } : tableLine(base);
    case 58 /* : */:
      return declarationLine(base);
    case 91 /* [ */:
      return { ...base, kind: 'rule', counters: ruleCounters(text, from) };
  }
  return otherLine(base);
}

function lineBase(text: string, ending: LineEnding): LineBase {
  const first = text.charCodeAt(0);
  if (first === BYTE_ORDER_MARK) return { text, ending, from: 1, before: 'byte-order-mark' };
  const prefix = prefixLength(text);
  if (prefix) return { text, ending, from: prefix, before: 'prefix' };
  const from = skipBlanks(text, 0);
  return { text, ending, from, before: from > 0 ? 'blanks' : 'nothing' };
}

function tableLine(base: LineBase): TableLine {
  const [word] = splitBlanks(base.text, base.from + 1);
  return { ...base, kind: 'table', name: word ?? { start: base.from + 1, end: base.from + 1 } };
}

/** `:NAME - [packets:bytes]`, the name of ordinary letters. */
const plainDeclaration = /^:[\w.][\w.-]* - \[\d+:\d+\]$/;

function declarationLine(base: LineBase): DeclarationLine {
  const declarations = parseDeclarations(base.text, base.from);
  return { ...base, kind: 'declaration', declarations, plain: plainDeclaration.test(base.text) };
}

function ruleCounters(text: string, from: number): RuleCounters {
  const end = text.indexOf(']', from);
  const colon = text.indexOf(':', from);
  const closed = end > 0 && colon > from + 1 && colon + 1 < end;
  const blank = text.slice(from).search(/[ \t]/);
  const brokenEnd = blank < 0 ? text.length : from + blank;
  return { start: from, end: closed ? end + 1 : brokenEnd, closed };
}

function otherLine(base: LineBase): Line {
  const { text, from } = base;
  if (from >= text.length) return { ...base, kind: 'blank' };
  if (text.startsWith('```', from) || text.startsWith('~~~', from))
    return { ...base, kind: 'foreign', reason: 'markdown-fence' };
  const commit = /^commit(?=[ \t\0]*$)/i.exec(text.slice(from, from + 64));
  if (commit) return { ...base, kind: 'commit', word: { start: from, end: from + 6 } };
  if (isEscapedDump(text)) return { ...base, kind: 'foreign', reason: 'escaped-newlines' };
  return { ...base, kind: 'rule', counters: undefined };
}

/** A whole dump on one line, its line ends written as `\n`: at least two of them followed by what begins a line. */
function isEscapedDump(text: string): boolean {
  let found = 0;
  for (let i = text.indexOf('\\n'); i >= 0 && found < 2; i = text.indexOf('\\n', i + 2)) {
    if ('*:#-[C'.includes(text.charAt(i + 2) || '?')) found++;
  }
  return found >= 2;
}
