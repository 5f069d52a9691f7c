/** Splits a rule line into words exactly as iptables-restore does (add_param_to_argv in iptables/xshared.c). */

import type { Span } from './span';

/** One word: its columns (quotes included) and the value that iptables sees. */
export interface Word extends Span {
  value: string;
  /** False when a quoted part is not closed before the line ends. */
  closed: boolean;
  /** True when some part of the word stands in double quotes. */
  quoted: boolean;
}

const TAB = 9;
const SPACE = 32;
const QUOTE = 34;
const BACKSLASH = 92;

/** True for the two separators of words. No-break space, vertical tab and form feed are not among them. */
export function isBlank(code: number): boolean {
  return code === SPACE || code === TAB;
}

/** The first column at or behind `from` that is not a blank. */
export function skipBlanks(text: string, from: number): number {
  let i = from;
  while (i < text.length && isBlank(text.charCodeAt(i))) i++;
  return i;
}

/**
 * The words of `text` from column `from` on. A double quote opens a quoted part anywhere; its closing quote ends the word
 * at once; a backslash escapes one character inside quotes only. A NUL byte ends the line.
 */
export function splitWords(text: string, from = 0): Word[] {
  const words: Word[] = [];
  const end = endOfText(text);
  let i = from;
  for (;;) {
    i = skipBlanks(text, i);
    if (i >= end) return words;
    const start = i;
    while (i < end) {
      const code = text.charCodeAt(i);
      if (code === QUOTE || code === SPACE || code === TAB) break;
      i++;
    }
    if (i < end && text.charCodeAt(i) === QUOTE) {
      const word = quotedWord(text, start, i, end);
      words.push(word);
      i = word.end;
    } else words.push({ start, end: i, value: text.slice(start, i), closed: true, quoted: false });
  }
}

/** The words between blanks up to column `end`, without any meaning of quotes: how chain declarations are split (strtok). */
export function splitBlanks(text: string, from: number, end = endOfText(text)): Span[] {
  const words: Span[] = [];
  for (let i = skipBlanks(text, from); i < end; i = skipBlanks(text, i)) {
    const start = i;
    while (i < end && !isBlank(text.charCodeAt(i))) i++;
    words.push({ start, end: i });
  }
  return words;
}

/** The column of the first NUL, which ends the line for iptables-restore; the text's length without one. */
export function endOfText(text: string): number {
  const nul = text.indexOf('\0');
  return nul < 0 ? text.length : nul;
}

function quotedWord(text: string, start: number, quote: number, end: number): Word {
  let value = text.slice(start, quote);
  let copied = quote + 1;
  for (let i = quote + 1; i < end; i++) {
    const code = text.charCodeAt(i);
    if (code === BACKSLASH && i + 1 < end) {
      value += text.slice(copied, i);
      copied = i + 1;
      i++;
    } else if (code === QUOTE) {
      return { start, end: i + 1, value: value + text.slice(copied, i), closed: true, quoted: true };
    }
  }
  return { start, end, value: value + text.slice(copied, end), closed: false, quoted: true };
}
