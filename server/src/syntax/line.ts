/** One line of a dump: what kind it is, and where its parts stand. Knows nothing of the lines around it. */

import { type Declaration, parseDeclaration, parseDeclarations } from './declaration';
import { prefixLength } from './prefix';
import { type RuleCounters, readRuleCounters } from './rule-counters';
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

/** `COMMIT`, possibly in another case or followed by blanks or a NUL; only the exact word alone commits. */
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

const BYTE_ORDER_MARK = 0xfeff;

/** Reads one line. Never throws; every text has a kind. */
export function parseLine(text: string, ending: LineEnding): Line {
  if (text.charCodeAt(0) === 45 /* - */)
    return { text, ending, from: 0, before: 'nothing', kind: 'rule', counters: undefined };
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
      return { ...base, kind: 'rule', counters: readRuleCounters(text, from) };
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
  const plain = plainDeclaration.test(base.text);
  const declarations = plain
    ? [parseDeclaration(base.text, 0, base.text.length)]
    : parseDeclarations(base.text, base.from);
  return { ...base, kind: 'declaration', declarations, plain };
}

function otherLine(base: LineBase): Line {
  const { text, from } = base;
  if (from >= text.length) return { ...base, kind: 'blank' };
  if (text.startsWith('```', from) || text.startsWith('~~~', from))
    return { ...base, kind: 'foreign', reason: 'markdown-fence' };
  if (isCommit(text, from)) return { ...base, kind: 'commit', word: { start: from, end: from + 6 } };
  if (isEscapedDump(text)) return { ...base, kind: 'foreign', reason: 'escaped-newlines' };
  return { ...base, kind: 'rule', counters: undefined };
}

/** `COMMIT` in any case with nothing but blanks behind it, up to the line's end or a NUL. */
function isCommit(text: string, from: number): boolean {
  const end = from + 6;
  if (text.slice(from, end).toUpperCase() !== 'COMMIT') return false;
  const next = skipBlanks(text, end);
  return next >= text.length || text.charCodeAt(next) === 0;
}

/** A whole dump on one line, its line ends written as `\n`: at least two of them followed by what begins a line. */
function isEscapedDump(text: string): boolean {
  let found = 0;
  for (let i = text.indexOf('\\n'); i >= 0 && found < 2; i = text.indexOf('\\n', i + 2)) {
    if ('*:#-[C'.includes(text.charAt(i + 2) || '?')) found++;
  }
  return found >= 2;
}
