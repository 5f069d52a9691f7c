// A part of a value with its place, and the faults that are reported of it.

import { byBoth, byNobody, type RefusedBy } from '../refused-by';
import type { ValueFault } from './value-fault';

/** A part of a value; `start` counts from the beginning of the value. */
export interface Part {
  text: string;
  start: number;
}

/** The whole of a value as its one part. */
export function wholeOf(text: string): Part {
  return { text, start: 0 };
}

/** The characters from `from` up to `to` of a part. */
export function partOf({ text, start }: Part, from: number, to = text.length): Part {
  return { text: text.slice(from, to), start: start + from };
}

/** What stands between the separators, empty parts included. */
export function split(part: Part, separator: string): Part[] {
  let from = 0;
  return part.text.split(separator).map((text) => {
    const item = { text, start: part.start + from };
    from += text.length + separator.length;
    return item;
  });
}

/** What stands before and after the first separator; no `after` where there is none. */
export function halves(part: Part, separator: string): { before: Part; after: Part | undefined } {
  const at = part.text.indexOf(separator);
  if (at < 0) return { before: part, after: undefined };
  return { before: partOf(part, 0, at), after: partOf(part, at + separator.length) };
}

/** A value that is refused. An empty part is marked by the character before it, where there is one. */
export function invalid(part: Part, message: string, refusedBy: RefusedBy = byBoth): ValueFault {
  const start = part.text === '' && part.start > 0 ? part.start - 1 : part.start;
  return { code: 'invalid-value', start, end: part.start + part.text.length, message, refusedBy };
}

/** The same fault with what was meant instead of the part. */
export function meant(fault: ValueFault, text: string, certain: boolean): ValueFault {
  return { ...fault, replacement: { text, certain } };
}

/** A value that loads and is likely not what was meant. */
export function doubtful(code: ValueFault['code'], part: Part, message: string): ValueFault {
  return { ...invalid(part, message, byNobody), code };
}

const longestShown = 40;

/** A text as it may stand in a message: quoted where its ends would not show, cut where it is long. */
export function shown(text: string): string {
  const cut = text.length > longestShown ? `${text.slice(0, longestShown)}…` : text;
  return /^[!-~]+…?$/.test(cut) ? cut : JSON.stringify(cut);
}

/** The first fault that a check finds in the parts. */
export function firstFault(
  parts: readonly Part[],
  check: (part: Part) => ValueFault | undefined,
): ValueFault | undefined {
  for (const part of parts) {
    const fault = check(part);
    if (fault) return fault;
  }
  return undefined;
}
