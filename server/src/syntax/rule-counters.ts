/** The counters before a rule, taken apart as iptables-restore does it: with two calls of strtok over the whole line. */

import type { Span } from './span';
import { endOfText, isBlank } from './words';

/** From `[` to `]`, or to the first blank when there is no `]`. */
export interface RuleCounters extends Span {
  /** False when iptables-restore refuses the line: without `]`, or without a colon that divides something. */
  closed: boolean;
  /** True for `[packets:bytes]`, two whole numbers. */
  ordinary: boolean;
  /** True when both parts begin like numbers, which is all that `-c` asks. */
  numeric: boolean;
  /**
   * Where the rule ends for iptables-restore: at the line's end, or before it when the colon or bracket that it takes for
   * the counters' own stands in the rule.
   */
  cut: number;
}

const ordinary = /\[\d+:\d+\]/y;

/** Reads the counters that begin with the bracket at column `from`. */
export function readRuleCounters(text: string, from: number): RuleCounters {
  ordinary.lastIndex = from;
  if (ordinary.test(text)) {
    return { start: from, end: ordinary.lastIndex, closed: true, ordinary: true, numeric: true, cut: text.length };
  }
  const limit = endOfText(text);
  const bracket = text.indexOf(']', from);
  const packets = skip(text, ':', from + 1);
  const colon = text.indexOf(':', packets);
  const closed = bracket >= 0 && bracket < limit && colon >= 0 && colon < limit;
  if (!closed) {
    const end = bracket >= 0 ? bracket + 1 : firstBlank(text, from);
    return { start: from, end, closed, ordinary: false, numeric: false, cut: text.length };
  }
  const bytes = skip(text, ']', colon + 1);
  const last = text.indexOf(']', bytes);
  const numeric = beginsLikeNumber(text, packets) && beginsLikeNumber(text, bytes);
  const cuts = [colon, last].filter((column) => column > bracket);
  return { start: from, end: bracket + 1, closed, ordinary: false, numeric, cut: Math.min(text.length, ...cuts) };
}

function skip(text: string, character: string, from: number): number {
  let i = from;
  while (text.charAt(i) === character) i++;
  return i;
}

function firstBlank(text: string, from: number): number {
  let i = from;
  while (i < text.length && !isBlank(text.charCodeAt(i))) i++;
  return i;
}

const number = /\s*[+-]?\d/y;

function beginsLikeNumber(text: string, from: number): boolean {
  number.lastIndex = from;
  return number.test(text);
}
