/** Columns within one line. */

/** Half-open range of columns in one line's text, in UTF-16 code units. */
export interface Span {
  start: number;
  end: number;
}

/** The text that a span covers. */
export function spanText(text: string, span: Span): string {
  return text.slice(span.start, span.end);
}

/** True when the column is inside the span or at one of its edges. */
export function touches(span: Span, column: number): boolean {
  return span.start <= column && column <= span.end;
}
