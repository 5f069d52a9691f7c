/**
 * A script's skeleton: its operators and reserved words, with one letter for each simple command and nothing of here-documents.
 * It is what the grammar reads: short, and the same while somebody types inside of a command.
 */

import { lastUpTo } from '../syntax/last-up-to';
import type { Span } from '../syntax/span';
import { type CommandText, lexCommand, redirectAt, skipSpace, wordEnd } from './lexer';
import { skipBrackets } from './skip';
import type { HereDocument } from './tree';

/** A stretch of the skeleton, at `at`, and the text it stands for; copied ones are as long as their text. */
interface Stretch extends Span {
  at: number;
}

export interface Skeleton {
  text: string;
  stretches: readonly Stretch[];
  hereDocuments: ReadonlyMap<number, HereDocument>;
  commands: ReadonlyMap<number, CommandText>;
}

export interface Scan {
  text: string;
  parts: string[];
  length: number;
  stretches: Stretch[];
  hereDocuments: Map<number, HereDocument>;
  commands: Map<number, CommandText>;
  /** Here-documents whose text begins behind the line's end. */
  waiting: { at: number; delimiter: string; literal: boolean; stripTabs: boolean }[];
  /** What closes the statements that are open, the innermost last. */
  awaited: string[];
  /** True behind the end of a line where a statement ended that is in no other. */
  isDone: boolean;
  /** True when the rest of the text was looked through in vain. */
  looksAhead: boolean;
  /** True behind the end of something that did not begin. */
  strays: boolean;
}

const letter = 'x';
const reserved = new Set(['if', 'then', 'elif', 'else', 'fi', 'do', 'done', 'while', 'until', 'esac', '{', '}', '!']);

const closers: ReadonlyMap<string, string> = new Map([
  ['if', 'fi'],
  ['case', 'esac'],
  ['for', 'done'],
  ['select', 'done'],
  ['while', 'done'],
  ['until', 'done'],
  ['{', '}'],
  ['(', ')'],
]);

const ends: ReadonlySet<string> = new Set(closers.values());

/** The skeleton of a text. */
export function skeletonOf(text: string): Skeleton {
  const scan = newScan(text);
  for (let i = 0; i < text.length; ) i = scanToken(scan, i);
  if (scan.parts.at(-1) === letter) standIn(scan, text.length, text.length, ';\n');
  const { parts, stretches, hereDocuments, commands } = scan;
  return { text: parts.join(''), stretches, hereDocuments, commands };
}

/** A scan that has read nothing yet. */
export function newScan(text: string): Scan {
  return {
    text,
    parts: [],
    length: 0,
    stretches: [],
    hereDocuments: new Map(),
    commands: new Map(),
    waiting: [],
    awaited: [],
    isDone: false,
    looksAhead: false,
    strays: false,
  };
}

/** The part of the script that a part of the skeleton stands for. */
export function scriptSpan({ stretches }: Skeleton, start: number, end: number): Span {
  const first = stretchAt(stretches, start);
  const last = stretchAt(stretches, Math.max(start, end - 1));
  if (!first || !last) return { start: 0, end: 0 };
  return { start: first.start, end: end > start ? last.end : first.start };
}

function stretchAt(stretches: readonly Stretch[], offset: number): Stretch | undefined {
  return stretches[
    Math.max(
      0,
      lastUpTo(stretches.length, (index) => stretches[index]!.at <= offset),
    )
  ];
}

/** Reads one token where a command may begin, and returns the offset behind it. */
export function scanToken(scan: Scan, from: number): number {
  const { text } = scan;
  const at = skipSpace(text, from, text.length);
  if (at >= text.length) return at;
  if (text[at] === '\n') return newline(scan, at);
  if (text[at] === '#') return lineEnd(text, at);
  if (text.startsWith('((', at)) return standIn(scan, at, skipBrackets(text, at, text.length));
  const redirect = redirectAt(text, at, text.length);
  const behind = wordEnd(text, at, text.length);
  if (behind === at && !redirect) return operator(scan, at);
  const word = text.slice(at, Math.min(behind, at + 9));
  if (!redirect && reserved.has(word)) return copy(scan, at, behind);
  if (word === 'for' || word === 'select') return loopHeader(scan, at, behind);
  if (word === 'case') return caseHeader(scan, at, behind);
  if (word === 'function') return functionHeader(scan, at, behind);
  if (word === '[[') return standIn(scan, at, conditionEnd(scan, behind));
  return redirect && followsCloser(scan) ? closingRedirect(scan, at) : standIn(scan, at, commandEnd(scan, at));
}

/** A command's end is said with a semicolon too: without it the grammar may join pipelines with what the next line holds. */
function newline(scan: Scan, at: number): number {
  scan.isDone = isStatementDone(scan);
  const ends = scan.parts.at(-1) === letter && scan.parts.at(-3) !== 'function';
  standIn(scan, at, at + 1, ends ? ';\n' : '\n');
  let i = at + 1;
  for (const { at: key, delimiter, literal, stripTabs } of scan.waiting) {
    const { body, next } = hereDocumentText(scan.text, i, delimiter, stripTabs);
    scan.hereDocuments.set(key, { body, literal, stripTabs });
    scan.looksAhead ||= body.end === scan.text.length;
    i = next;
  }
  scan.waiting = [];
  return i;
}

/** False inside of statements, and where the line goes on with what belongs to it: behind `&&`, `|`, `name()`. */
function isStatementDone({ parts, awaited }: Scan): boolean {
  const last = parts.at(-1) ?? '\n';
  if (awaited.length > 0 || last.endsWith('\n') || ['&&', '||', '|', '|&'].includes(last)) return false;
  return parts.at(-3) !== 'function' && !(last === ')' && parts.at(-3) === '(');
}

function hereDocumentText(
  text: string,
  from: number,
  delimiter: string,
  stripTabs: boolean,
): { body: Span; next: number } {
  for (let i = from; i < text.length; ) {
    const end = lineEnd(text, i);
    let start = i;
    while (stripTabs && text[start] === '\t') start++;
    if (end - start === delimiter.length && text.startsWith(delimiter, start))
      return { body: { start: from, end: i }, next: Math.min(end + 1, text.length) };
    i = end + 1;
  }
  return { body: { start: from, end: text.length }, next: text.length };
}

/** Parentheses are kept apart, so that two do not become arithmetic. */
function operator(scan: Scan, at: number): number {
  const { text } = scan;
  let end = at + 1;
  while (end < at + 3 && ';&|'.includes(text[at]!) && ';&|'.includes(text[end] ?? ' ')) end++;
  return copy(scan, at, end);
}

/** The end of a simple command, with what its here-documents wait for. Its words are kept: nobody needs to look for them again. */
function commandEnd(scan: Scan, at: number): number {
  const { text } = scan;
  const command = lexCommand(text, { start: at, end: text.length });
  for (const redirect of command.redirects) noteHereDocument(scan, redirect);
  scan.commands.set(at, command);
  return Math.max(at, command.words.at(-1)?.end ?? at, command.redirects.at(-1)?.end ?? at);
}

function noteHereDocument(scan: Scan, { operator, word, at }: { operator: string; word: Span; at: number }): void {
  if (operator !== '<<' && operator !== '<<-') return;
  const raw = scan.text.slice(word.start, word.end);
  const delimiter = raw.replace(/[\\'"]/g, '');
  if (delimiter === '') return;
  scan.waiting.push({ at, delimiter, literal: raw !== delimiter, stripTabs: operator === '<<-' });
}

/** A redirection behind `done`, `}`, `)` …: all that follow stand as one. */
function closingRedirect(scan: Scan, at: number): number {
  const { text } = scan;
  let end = at;
  for (let i = at; i < text.length; ) {
    const redirect = redirectAt(text, i, text.length);
    if (!redirect) break;
    noteHereDocument(scan, redirect);
    end = redirect.end;
    i = skipSpace(text, end, text.length);
  }
  return standIn(scan, at, end, `>${letter}`);
}

function followsCloser({ parts }: Scan): boolean {
  return ['fi', 'done', 'esac', '}', ')'].includes(parts.at(-1) ?? '');
}

/** `for NAME in WORDS`, `for ((…))`: up to the `;` or the line's end. */
function loopHeader(scan: Scan, at: number, behind: number): number {
  const { text } = scan;
  let i = skipSpace(text, copy(scan, at, behind), text.length);
  if (text.startsWith('((', i)) return arithmeticHeader(scan, i);
  const name = wordEnd(text, i, text.length);
  i = skipSpace(text, name > i ? standIn(scan, i, name) : i, text.length);
  while (text[i] === '\n') i = skipSpace(text, copy(scan, i, i + 1), text.length);
  const word = wordEnd(text, i, text.length);
  if (text.slice(i, word) !== 'in') return i;
  i = skipSpace(text, copy(scan, i, word), text.length);
  const end = commandEnd(scan, i);
  return end > i ? standIn(scan, i, end) : i;
}

function arithmeticHeader(scan: Scan, at: number): number {
  const end = skipBrackets(scan.text, at, scan.text.length);
  return standIn(scan, at, end, '((;;))');
}

/** `case WORD in`. */
function caseHeader(scan: Scan, at: number, behind: number): number {
  const { text } = scan;
  let i = skipSpace(text, copy(scan, at, behind), text.length);
  const subject = wordEnd(text, i, text.length);
  i = skipSpace(text, subject > i ? standIn(scan, i, subject) : i, text.length);
  while (text[i] === '\n') i = skipSpace(text, i + 1, text.length);
  const word = wordEnd(text, i, text.length);
  return text.slice(i, word) === 'in' ? copy(scan, i, word) : i;
}

/** `function NAME`, with or without `()`. */
function functionHeader(scan: Scan, at: number, behind: number): number {
  const { text } = scan;
  const i = skipSpace(text, copy(scan, at, behind), text.length);
  const name = wordEnd(text, i, text.length);
  return name > i ? standIn(scan, i, name) : i;
}

/** The offset behind the `]]` of a condition; the end of its line when there is none in the text. */
function conditionEnd(scan: Scan, from: number): number {
  const { text } = scan;
  for (let i = skipSpace(text, from, text.length); i < text.length; ) {
    const behind = Math.max(wordEnd(text, i, text.length), i + 1);
    if (text.slice(i, behind) === ']]') return behind;
    i = skipSpace(text, behind, text.length);
  }
  scan.looksAhead = true;
  return lineEnd(text, from);
}

function copy(scan: Scan, start: number, end: number): number {
  return standIn(scan, start, end, scan.text.slice(start, end));
}

/** Adds a token, apart from the one in front of it; of several ends of lines the first is enough. */
function standIn(scan: Scan, start: number, end: number, token = letter): number {
  const { parts, awaited } = scan;
  const closer = closers.get(token);
  if (closer) awaited.push(closer);
  else if (ends.has(token)) close(scan, token);
  const isNew = parts.length === 0 || parts.at(-1)!.endsWith('\n');
  if (token === '\n' && isNew) return end;
  const blank = isNew || token.endsWith('\n') ? 0 : 1;
  if (blank > 0) parts.push(' ');
  scan.stretches.push({ at: scan.length + blank, start, end });
  parts.push(token);
  scan.length += blank + token.length;
  return end;
}

/** What is closed while others are open inside of it leaves those without their end; only names of `case` may look like an end. */
function close(scan: Scan, token: string): void {
  const { awaited } = scan;
  let at = awaited.length - 1;
  while (at > 0 && awaited[at] !== token && awaited[at] !== 'esac' && awaited[at] !== ')') at--;
  const found = awaited[at];
  if (found === token) awaited.length = at;
  else if (found !== 'esac' && found !== ')') scan.strays = true;
}

function lineEnd(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end < 0 ? text.length : end;
}
