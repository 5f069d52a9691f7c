/** Columns within one line. */

/** Half-open range of columns in one line's text, in UTF-16 code units. */
export interface Span {
  start: number;
  end: number;
}

const shared = new Map<number, Span>();
const widest = 1 << 11;

/**
 * A span that stands for many lines: dumps repeat their columns, and hundreds of thousands of equal objects cost memory. Must
 * not be changed.
 */
export function sharedSpan(start: number, end: number): Span {
  if (end >= widest) return { start, end };
  const key = start * widest + end;
  let span = shared.get(key);
  if (!span) {
    span = { start, end };
    shared.set(key, span);
  }
  return span;
}

/** The text that a span covers. */
export function spanText(text: string, span: Span): string {
  return text.slice(span.start, span.end);
}

/** True when the column is inside the span or at one of its edges. */
export function touches(span: Span, column: number): boolean {
  return span.start <= column && column <= span.end;
}
