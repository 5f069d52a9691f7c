/** What the fixes of commands share: where their text stands, and what is put in or behind it. */

import type { ReadScript } from '../../effect/read-effect';
import type { Call } from '../../effect/tables';
import { exactPlace, mapPieces } from '../../shell/mapped-text';
import { textOf } from '../../shell/word';
import { placeAt } from '../../syntax/line-starts';
import type { Change, Fix } from '../finding';
import { comesFrom, commandWord } from './places';

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

/** The call from its program on as it stands in one line; undefined where its words come from elsewhere. */
export function ownText({ text }: ReadScript, { programSpan, words }: Call): string | undefined {
  let last = programSpan;
  for (const { span } of words) {
    // Several words of one expansion.
    if (span.start === last.start && span.end === last.end) continue;
    if (span.start < last.end || !/^[ \t]*$/.test(text.slice(last.end, span.start))) return undefined;
    last = span;
  }
  return text.slice(programSpan.start, last.end);
}

/** What to write where a command's failure does not matter. */
export function toLetItFail({ readBy }: Call): string {
  if (readBy === 'systemd') return 'write - before the program';
  if (readBy === 'docker') return 'have a shell run it, with || true behind it';
  return 'write 2>/dev/null || true behind it';
}

/** Writes that, where the command is one for all who run it and ends in its own line. */
export function letItFail(script: ReadScript, call: Call): Fix[] {
  const { span, onFailure, quiet, readBy } = call;
  const word = commandWord(call);
  if (!word || !comesFrom(word, span) || onFailure === 'tested' || ownText(script, call) === undefined) return [];
  const fix = (at: number, text: string) => [
    { title: 'Let it fail', certain: false, changes: [insertAt(script, at, text)] },
  ];
  if (readBy === 'systemd') return fix(span.start, '-');
  const isEnd = /^[ \t]*(?:$|[\n;)}#"'&`])/.test(script.text.slice(span.end, span.end + 80));
  if (readBy === 'docker' || !isEnd) return [];
  return fix(span.end, quiet ? ' || true' : ' 2>/dev/null || true');
}
