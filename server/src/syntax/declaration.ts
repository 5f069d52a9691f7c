/** Chain declarations: `:NAME POLICY [packets:bytes]`, also several that were joined on one line. */

import { type Span, spanText } from './span';
import { endOfText, splitBlanks } from './words';

/** One chain declaration. A span is absent where the text has no such word. */
export interface Declaration extends Span {
  name: Span | undefined;
  policy: Span | undefined;
  /** From `[` to `]`, or to where the text breaks off. */
  counters: Span | undefined;
  /** Text behind the counters that belongs to no declaration; iptables-restore ignores it. */
  rest: Span | undefined;
}

/** Packets and bytes of `[packets:bytes]`, as decimal text; the numbers may exceed what a JavaScript number holds. */
export interface Counters {
  packets: string;
  bytes: string;
  closed: boolean;
}

/**
 * Reads the declarations of a line that begins with `:` at column `from`. The first one is what iptables-restore reads;
 * each further word that begins with `:` starts another one, which it ignores.
 */
export function parseDeclarations(text: string, from: number): Declaration[] {
  const end = endOfText(text);
  const starts = declarationStarts(text, from, end);
  return starts.map((start, i) => parseDeclaration(text, start, starts[i + 1] ?? end));
}

/** The numbers in `[packets:bytes]`; undefined when the text is not of that form. A missing `]` is told, not refused. */
export function readCounters(text: string): Counters | undefined {
  const match = /^\[(\d+):(\d+)(\]?)$/.exec(text);
  return match ? { packets: match[1]!, bytes: match[2]!, closed: match[3] === ']' } : undefined;
}

function declarationStarts(text: string, from: number, end: number): number[] {
  const starts = [from];
  for (let i = text.indexOf(':', from + 1); i > 0 && i < end; i = text.indexOf(':', i + 1)) {
    const before = text.charAt(i - 1);
    const begun = before === ' ' || before === '\t' || before === ']';
    if (begun && /\S/.test(text.charAt(i + 1))) starts.push(i);
  }
  return starts;
}

function parseDeclaration(text: string, start: number, limit: number): Declaration {
  const [name, policy, ...others] = splitBlanks(text, start + 1, limit);
  const declaration: Declaration = { start, end: start + 1, name, policy, counters: undefined, rest: undefined };
  const hasPolicy = policy && text.charAt(policy.start) !== '[';
  const behind = policy && !hasPolicy ? [policy, ...others] : others;
  if (!hasPolicy) declaration.policy = undefined;
  const last = countersEnd(text, behind);
  if (last >= 0) declaration.counters = { start: behind[0]!.start, end: behind[last]!.end };
  const rest = behind.slice(last + 1);
  if (rest.length) declaration.rest = { start: rest[0]!.start, end: rest[rest.length - 1]!.end };
  declaration.end = (behind.at(-1) ?? policy ?? name ?? declaration).end;
  return declaration;
}

/** Index of the word that ends the counters: blanks inside the brackets are damage that we read through. */
function countersEnd(text: string, words: Span[]): number {
  const first = words[0];
  if (!first) return -1;
  if (text.charAt(first.start) !== '[') return 0;
  if (spanText(text, first).includes(']')) return 0;
  const closing = words.findIndex((word) => /^[\d:]*\]$/.test(spanText(text, word)));
  return Math.max(closing, 0);
}
