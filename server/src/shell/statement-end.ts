/** Where statements end that stand in no other; also those of which the end is missing, as it is while somebody types. */

import { skipSpace } from './lexer';
import { newScan, type Scan, scanToken } from './skeleton';

export interface StatementEnd {
  /** The offset behind its last line, with the text of its here-documents. */
  end: number;
  /** True when what follows it may have a say in where it ends. */
  looksAhead: boolean;
  /** True when it holds a string of several lines, or one that nothing closes. */
  wraps: boolean;
  /** True when the text ends inside of a string. */
  isOpen: boolean;
  /** True when it has an end of something that did not begin in it: what is open before it may end there. */
  strays: boolean;
  /** The offsets behind the ends of lines in it that stand in no word, string or here-document. */
  lines: number[];
}

/** How statements are ended. */
export interface Ending {
  /** Strings end with their line, as something is wrong with the quotes. */
  withLine: boolean;
  /** A statement whose end is missing ends where the text is no longer indented as what is inside of one. */
  withIndent: boolean;
  /** True for an offset behind which the text is known to hold nothing but whole statements: nothing that is open ends there. */
  isClosedFrom(offset: number): boolean;
}

/** Where the statement ends that begins at or behind an offset, and stands outside of all others. */
export function statementEnd(text: string, from: number, { withLine, withIndent, isClosedFrom }: Ending): StatementEnd {
  const scan = newScan(text);
  let first: number | undefined;
  let outside: StatementEnd | undefined;
  let [at, end] = [from, from];
  let wraps = false;
  const lines: number[] = [];
  const endsAt = (place: number, looksAhead: boolean, isOpen = false): StatementEnd => {
    return { end: place, looksAhead, wraps: wraps || isOpen, isOpen, strays: scan.strays, lines };
  };
  while (end < text.length && !scan.isDone) {
    at = skipSpace(text, end, text.length);
    const isWord = !'\n#'.includes(text[at] ?? '\n');
    end = scanToken(scan, at);
    if (isWord) first ??= at;
    const broken = isWord ? lineBreak(text, at, end) : -1;
    wraps ||= broken >= 0;
    if (broken >= 0 && withLine) return endsAt(broken + 1, false);
    if (isWord) continue;
    if (text[at] === '\n') lines.push(end);
    if (!outside && isOutside(scan, end, first ?? end)) outside = endsAt(end, true);
    if (outside && withIndent && !scan.isDone && isClosedFrom(end)) return outside;
  }
  if (scan.isDone) return endsAt(end, scan.looksAhead);
  const isOpen = endsInString(text, at);
  return outside && withIndent && !isOpen ? outside : endsAt(end, true, isOpen);
}

/** The end of a line in a token that no backslash escapes; -1 for none. */
function lineBreak(text: string, start: number, end: number): number {
  let at = text.indexOf('\n', start);
  while (at >= 0 && at < end && text[at - 1] === '\\') at = text.indexOf('\n', at + 1);
  return at < end ? at : -1;
}

/** True when the token there goes on for as long as there is text. */
function endsInString(text: string, at: number): boolean {
  const rest = text.slice(at);
  return rest !== '' && scanToken(newScan(`${rest}\n\n`), 0) > rest.length;
}

/** Words that stand inside of a statement though they are indented as its start is. */
const inner = /^[ \t]*(?:(?:then|else|elif|fi|do|done|esac|in)\b|[{})#;&|]|\n)/;
const caseItem = /^[ \t]*\(?[^\s()]*\)/;

/** True when the line at `at` looks like the start of another statement: as far to the left as the one that is open. */
function isOutside({ text, awaited }: Scan, at: number, first: number): boolean {
  if (awaited.length === 0 || indentAt(text, at) > indentAt(text, text.lastIndexOf('\n', first) + 1)) return false;
  const line = text.slice(at, text.indexOf('\n', at) + 1 || text.length);
  return line !== '' && !inner.test(line) && !(awaited.at(-1) === 'esac' && caseItem.test(line));
}

function indentAt(text: string, start: number): number {
  let at = start;
  while (text[at] === ' ' || text[at] === '\t') at++;
  return at - start;
}
