/** One line of a dump: what kind it is, and where its parts stand. Knows nothing of the lines around it. */

import { type Declaration, parseDeclarations } from './declaration';
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
  /** False when something about the line as such is worth a look: its end, its length, what stands before it, its kind. */
  ordinary: boolean;
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
  readonly declarations: Declaration[];
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
  if (text.charCodeAt(0) === 45 /* - */) {
    const ordinary = ending === '\n' && text.length < ordinaryLength;
    return { text, ending, from: 0, before: 'nothing', ordinary, kind: 'rule', counters: undefined };
  }
  if (isPlainDeclaration(text)) return new PlainDeclarationLine(text, ending);
  const base = lineBase(text, ending);
  const { from } = base;
  switch (text.charCodeAt(from)) {
    case 35 /* # */:
      return isEscapedDump(text) ? foreignLine(base, 'escaped-newlines') : { ...base, kind: 'comment' };
    case 45 /* - */:
      return { ...base, kind: 'rule', counters: undefined };
    case 42 /* * */:
      return isEscapedDump(text) ? foreignLine(base, 'escaped-newlines') : tableLine(base);
    case 58 /* : */:
      return declarationLine(base);
    case 91 /* [ */:
      return countedRule(base);
  }
  return otherLine(base);
}

/** Bytes are counted only in longer lines: below it no limit of iptables can be exceeded. */
const ordinaryLength = 1024;

function lineBase(text: string, ending: LineEnding): LineBase {
  const ordinary = (ending === '\n' || (ending === '' && text === '')) && text.length < ordinaryLength;
  const first = text.charCodeAt(0);
  if (first === BYTE_ORDER_MARK) return { text, ending, from: 1, before: 'byte-order-mark', ordinary: false };
  const prefix = prefixLength(text);
  if (prefix) return { text, ending, from: prefix, before: 'prefix', ordinary: false };
  const from = skipBlanks(text, 0);
  return from > 0
    ? { text, ending, from, before: 'blanks', ordinary: false }
    : { text, ending, from, before: 'nothing', ordinary };
}

function countedRule(base: LineBase): RuleLine {
  const counters = readRuleCounters(base.text, base.from);
  return { ...base, ordinary: base.ordinary && counters.ordinary, kind: 'rule', counters };
}

function foreignLine(base: LineBase, reason: ForeignLine['reason']): ForeignLine {
  return { ...base, ordinary: false, kind: 'foreign', reason };
}

function tableLine(base: LineBase): TableLine {
  const [word] = splitBlanks(base.text, base.from + 1);
  return { ...base, kind: 'table', name: word ?? { start: base.from + 1, end: base.from + 1 } };
}

function declarationLine(base: LineBase): DeclarationLine {
  return { ...base, kind: 'declaration', declarations: parseDeclarations(base.text, base.from), plain: false };
}

/** `:NAME - [packets:bytes]`: its parts are told when somebody asks, as a big node has tens of thousands of them. */
class PlainDeclarationLine implements DeclarationLine {
  readonly text: string;
  readonly ending: LineEnding;
  readonly from = 0;
  readonly before = 'nothing';
  readonly ordinary: boolean;
  readonly kind = 'declaration';
  readonly plain = true;

  constructor(text: string, ending: LineEnding) {
    this.text = text;
    this.ending = ending;
    this.ordinary = ending === '\n' && text.length < ordinaryLength;
  }

  get declarations(): Declaration[] {
    const { text } = this;
    const blank = text.indexOf(' ');
    const declaration: Declaration = {
      start: 0,
      end: text.length,
      name: { start: 1, end: blank },
      policy: { start: blank + 1, end: blank + 2 },
      counters: { start: blank + 3, end: text.length },
      rest: undefined,
    };
    return [declaration];
  }
}

/** True for one complete declaration of a user-defined chain, the name of ordinary letters. */
function isPlainDeclaration(text: string): boolean {
  if (text.charCodeAt(0) !== 58 /* : */) return false;
  const blank = text.indexOf(' ');
  if (blank < 2 || !text.startsWith(' - [', blank) || text.charCodeAt(1) === 45 /* - */) return false;
  for (let i = 1; i < blank; i++) if (!isNameLetter(text.charCodeAt(i))) return false;
  const colon = digitsEnd(text, blank + 4);
  const end = digitsEnd(text, colon + 1);
  const whole = text.charCodeAt(colon) === 58 /* : */ && text.charCodeAt(end) === 93; /* ] */
  return whole && colon > blank + 4 && end > colon + 1 && end + 1 === text.length;
}

/** Letters, digits, `_`, `.` and `-`. */
function isNameLetter(code: number): boolean {
  if (code < 97) return (code >= 65 && code <= 90) || isDigit(code) || code === 95 || code === 45 || code === 46;
  return code <= 122;
}

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

function digitsEnd(text: string, from: number): number {
  let i = from;
  while (isDigit(text.charCodeAt(i))) i++;
  return i;
}

function otherLine(base: LineBase): Line {
  const { text, from } = base;
  if (from >= text.length) return { ...base, kind: 'blank' };
  if (text.startsWith('```', from) || text.startsWith('~~~', from)) return foreignLine(base, 'markdown-fence');
  if (isCommit(text, from)) return commitLine(base);
  if (isEscapedDump(text)) return foreignLine(base, 'escaped-newlines');
  return { ...base, kind: 'rule', counters: undefined };
}

function commitLine(base: LineBase): CommitLine {
  const ordinary = base.ordinary && base.text === 'COMMIT';
  return { ...base, ordinary, kind: 'commit', word: { start: base.from, end: base.from + 6 } };
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
