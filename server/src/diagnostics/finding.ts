/** What a check finds: a place, words, who refuses, and how to mend it. */

import type { RefusedBy } from '../modules/refused-by';
import type { Place } from '../syntax/dump';
import type { Span } from '../syntax/span';

/** Error: a restore refuses, or silently loads something else than the text says. Warning: loads, and is likely wrong. Hint: style. */
export type Severity = 'error' | 'warning' | 'info' | 'hint';

/** One replacement of text, by lines and columns from 0. */
export interface Change {
  start: Place;
  end: Place;
  text: string;
}

export interface Fix {
  title: string;
  /** True when the mend cannot be wrong: `check --fix` and fix-all apply it. */
  certain: boolean;
  changes: Change[];
}

export interface Finding {
  code: string;
  severity: Severity;
  line: number;
  span: Span;
  /** What is wrong, why it matters, what to do; who refuses is its last sentence. */
  message: string;
  refusedBy: RefusedBy;
  /** True when some hosts refuse it and others do not: no tool tells whether it holds elsewhere. */
  dependsOnHost: boolean;
  fixes: Fix[];
  related: Related[];
  /** The text has no effect and may be shown faded. */
  unnecessary: boolean;
  /** The text is an old form that has a successor, and may be shown struck through. */
  deprecated: boolean;
}

/** Another place that explains a finding. */
export interface Related {
  line: number;
  span: Span;
  message: string;
}

/** Replaces columns of one line. */
export function replace(line: number, span: Span, text: string): Change {
  return { start: { line, column: span.start }, end: { line, column: span.end }, text };
}

/** Takes out whole lines, from `line` up to but not including `until`. */
export function deleteLines(line: number, until: number): Change {
  return { start: { line, column: 0 }, end: { line: until, column: 0 }, text: '' };
}

/** Puts lines (each with its line end) before a line. */
export function insertLines(line: number, text: string): Change {
  return { start: { line, column: 0 }, end: { line, column: 0 }, text };
}
