/** How a check of a script's commands is written, and what several of them ask. */

import type { EffectEvent, EventKind } from '../../effect/events';
import type { ReadScript } from '../../effect/read-effect';
import type { Call } from '../../effect/tables';
import { textOf } from '../../shell/word';
import type { Span } from '../../syntax/span';
import type { Fix, Severity } from '../finding';

/** One kind of diagnostic of scripts. The code is also the name of its file and of its page. */
export interface ScriptCheck {
  code: EventKind;
  severity: Severity;
  /** What it is about; the whole call unless told otherwise. */
  place?(event: EffectEvent): Span;
  /** What is wrong, why it matters, what to do. */
  message(event: EffectEvent, script: ReadScript): string;
  /** Said of the places that explain it. */
  related?: string;
  fixes?(event: EffectEvent, script: ReadScript): Fix[];
}

/** True where `-t` may be among words that are not known: where options stand, or outside of quotes behind `-A`. */
export function mayTellTable({ words }: Call): boolean {
  const texts = words.map(({ pieces }) => textOf(pieces));
  if (texts.some((text) => /^(?:-t|--table)/.test(text ?? ''))) return false;
  return words.some(({ pieces }, index) => {
    const before = texts[index - 1] ?? '';
    const isOption =
      before.startsWith('-') && !(pieces.some(({ many }) => many) && /^-(?:[ACDIRw]|-wait)$/.test(before));
    return pieces[0]?.text === undefined && !isOption;
  });
}
