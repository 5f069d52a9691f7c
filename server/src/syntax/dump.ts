/** A whole dump as lines, and edits that read again only the lines they touch. */

import { type Line, type LineEnding, parseLine } from './line';

/** The lines of a text, in order; put together again (text and ending) they are the text. Never empty. */
export interface Dump {
  lines: Line[];
}

/** Which lines an edit replaced: `removed` lines at index `from` gave way to `inserted` new ones. */
export interface LineChange {
  from: number;
  removed: number;
  inserted: number;
}

/** A place in a dump: line and column, both from 0, the column in UTF-16 code units. */
export interface Place {
  line: number;
  column: number;
}

/** Reads a text of any state. Never throws and loses nothing. */
export function parseDump(text: string): Dump {
  return { lines: parseLines(text) };
}

/** The text of the dump, letter for letter. */
export function dumpText(dump: Dump): string {
  return dump.lines.map((line) => line.text + line.ending).join('');
}

/**
 * Replaces the text between two places, in place, and reads again only the lines that this touches. Places outside the
 * dump are moved to its nearest end, as the Language Server Protocol asks.
 */
export function editDump(dump: Dump, start: Place, end: Place, text: string): LineChange {
  const first = clamp(dump, start);
  const last = clamp(dump, end);
  const head = dump.lines[first.line]!.text.slice(0, first.column);
  const tail = dump.lines[last.line]!;
  let from = first.line;
  let changed = head + text + tail.text.slice(last.column) + tail.ending;
  const previous = dump.lines[from - 1];
  if (previous?.ending === '\r' && changed.startsWith('\n')) {
    from--;
    changed = `${previous.text}\r${changed}`;
  }
  let until = last.line + 1;
  const next = dump.lines[until];
  if (changed.endsWith('\r') && next?.text === '' && next.ending === '\n') {
    until++;
    changed += '\n';
  }
  const inserted = parseLines(changed);
  const atEnd = until >= dump.lines.length;
  if (!atEnd && inserted.length > 1 && isEmptyEnd(inserted)) inserted.pop();
  replaceLines(dump.lines, from, until - from, inserted);
  return { from, removed: until - from, inserted: inserted.length };
}

function parseLines(text: string): Line[] {
  const lines: Line[] = [];
  const hasReturn = text.includes('\r');
  let start = 0;
  for (;;) {
    const end = hasReturn ? endOfLine(text, start) : text.indexOf('\n', start);
    if (end < 0) break;
    const ending: LineEnding = text[end] === '\n' ? '\n' : text[end + 1] === '\n' ? '\r\n' : '\r';
    lines.push(parseLine(text.slice(start, end), ending));
    start = end + ending.length;
  }
  lines.push(parseLine(text.slice(start), ''));
  return lines;
}

function endOfLine(text: string, start: number): number {
  for (let i = start; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === 10 || code === 13) return i;
  }
  return -1;
}

function isEmptyEnd(lines: Line[]): boolean {
  const last = lines.at(-1);
  return last?.text === '' && last.ending === '';
}

function clamp(dump: Dump, place: Place): Place {
  const line = Math.min(Math.max(place.line, 0), dump.lines.length - 1);
  if (line < place.line) return { line, column: dump.lines[line]!.text.length };
  return { line, column: Math.min(Math.max(place.column, 0), dump.lines[line]!.text.length) };
}

/** Like splice, without spreading a whole document over the call's arguments. */
export function replaceLines<T>(items: T[], from: number, removed: number, inserted: T[]): void {
  if (inserted.length < 10_000) {
    items.splice(from, removed, ...inserted);
    return;
  }
  const behind = items.splice(from);
  for (const item of inserted) items.push(item);
  for (let i = removed; i < behind.length; i++) items.push(behind[i]!);
}
