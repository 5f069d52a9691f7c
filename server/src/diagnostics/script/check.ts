/** How a check of a script's commands is written, and what all of them share. */

import type { EffectEvent, EventKind } from '../../effect/events';
import type { ReadScript } from '../../effect/read-effect';
import type { Call } from '../../effect/tables';
import type { Word } from '../../shell/word';
import { placeAt } from '../../syntax/line-starts';
import type { Span } from '../../syntax/span';
import type { Change, Fix, Severity } from '../finding';

/** One kind of diagnostic of scripts. The code is also the name of its file and of its page. */
export interface ScriptCheck {
  code: EventKind;
  severity: Severity;
  /** What is wrong, why it matters, what to do. */
  message(event: EffectEvent): string;
  /** Said of the places that explain it. */
  related?: string;
  fixes?(event: EffectEvent, script: ReadScript): Fix[];
}

/** Where a call stands, as far as it is one line: that of a function's caller, where the words come from there. */
export function placeOfCall({ programSpan, words, span, calls }: Call): Span {
  const caller = calls.findLast((each) => words.some((word) => comesFrom(word, each) && !comesFrom(word, span)));
  if (caller) return caller;
  const { start } = programSpan;
  const inside = words.filter((word) => comesFrom(word, span));
  return { start, end: Math.max(programSpan.end, ...inside.map((word) => word.span.end)) };
}

/** True when the letters of a word stand in a stretch of the script. */
function comesFrom({ pieces }: Word, { start, end }: Span): boolean {
  return pieces.some(({ exact, span }) => exact && start <= span.start && span.end <= end);
}

/** Puts a text into the script. */
export function insertAt({ starts }: ReadScript, offset: number, text: string): Change {
  const place = placeAt(starts, offset);
  return { start: place, end: place, text };
}

/** The call from its program on as it stands in one line; undefined where its words come from elsewhere. */
export function ownText({ text }: ReadScript, { programSpan, words }: Call): string | undefined {
  let at = programSpan.end;
  for (const { span } of words) {
    if (span.start < at || !/^[ \t]*$/.test(text.slice(at, span.start))) return undefined;
    at = span.end;
  }
  return text.slice(programSpan.start, at);
}

/** A place in one line: what goes on further down is left out. */
export function findingPlace({ text, starts }: ReadScript, { start, end }: Span): { line: number; span: Span } {
  const { line, column } = placeAt(starts, start);
  const lineEnd = (starts[line + 1] ?? text.length + 1) - 1 - starts[line]!;
  return { line, span: { start: column, end: Math.max(column, Math.min(column + end - start, lineEnd)) } };
}
