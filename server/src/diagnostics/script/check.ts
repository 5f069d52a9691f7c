/** How a check of a script's commands is written, and what their fixes share. */

import type { EffectEvent, EventKind } from '../../effect/events';
import type { ReadScript } from '../../effect/read-effect';
import type { Call } from '../../effect/tables';
import { exactPlace, mapPieces } from '../../shell/mapped-text';
import { textOf } from '../../shell/word';
import { placeAt } from '../../syntax/line-starts';
import type { Span } from '../../syntax/span';
import type { Change, Fix, Severity } from '../finding';

/** One kind of diagnostic of scripts. The code is also the name of its file and of its page. */
export interface ScriptCheck {
  code: EventKind;
  severity: Severity;
  /** What it is about; the whole call unless told otherwise. */
  place?(event: EffectEvent): Span;
  /** What is wrong, why it matters, what to do. */
  message(event: EffectEvent): string;
  /** Said of the places that explain it. */
  related?: string;
  fixes?(event: EffectEvent, script: ReadScript): Fix[];
}

/** Puts a text into the script. */
export function insertAt({ starts }: ReadScript, offset: number, text: string): Change {
  const place = placeAt(starts, offset);
  return { start: place, end: place, text };
}

/** Another name for a chain or table, where the old one is a word of its own and stands in the script as it is. */
export function renamed({ starts }: ReadScript, { words }: Call, name: string, meant: string): Fix[] {
  const word = words.find(({ pieces }) => textOf(pieces) === name);
  const place = word && exactPlace(mapPieces(word.pieces), 0, name.length);
  if (!place) return [];
  const change = { start: placeAt(starts, place.start), end: placeAt(starts, place.end), text: meant };
  return [{ title: `Change to ${meant}`, certain: false, changes: [change] }];
}

/** True where `-t` may be among words that are not known: where options stand, or outside of quotes behind `-A`. */
export function mayTellTable({ words }: Call): boolean {
  const texts = words.map(({ pieces }) => textOf(pieces));
  if (texts.some((text) => /^(?:-t|--table)/.test(text ?? ''))) return false;
  return words.some(({ pieces }, index) => {
    const before = texts[index - 1] ?? '';
    const isOption = before.startsWith('-') && !(pieces.some(({ many }) => many) && /^-[ACDIR]$/.test(before));
    return pieces[0]?.text === undefined && !isOption;
  });
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
