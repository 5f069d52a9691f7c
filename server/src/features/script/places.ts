/** Which line of a script a call, or a line that it brings, is told of. */

import type { Range } from 'vscode-languageserver-types';
import { placeOfCall } from '../../diagnostics/script/places';
import type { ReadScript } from '../../effect/read-effect';
import type { Call } from '../../effect/tables';
import { type MappedText, scriptPlace } from '../../shell/mapped-text';
import { placeAt } from '../../syntax/line-starts';
import type { Span } from '../../syntax/span';

/** Where a call stands, that of a function's caller where its words come from there; of iptables-restore, where the line stands that it reads. */
export function placeOfLine(call: Call, line: MappedText | undefined): Span {
  return call.kind === 'restore' && line ? scriptPlace(line, 0, line.text.length) : placeOfCall(call);
}

/** The line of the script in which it begins. */
export function scriptLineOf({ starts }: ReadScript, call: Call, line?: MappedText): number {
  return placeAt(starts, placeOfLine(call, line).start).line;
}

/** A stretch of the script as a range of the protocol. */
export function rangeIn({ starts }: ReadScript, { start, end }: Span): Range {
  const [from, to] = [placeAt(starts, start), placeAt(starts, end)];
  return {
    start: { line: from.line, character: from.column },
    end: { line: to.line, character: to.column },
  };
}
