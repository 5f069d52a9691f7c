/** The command, or the line for iptables-restore, that is being typed at a place of a script, as the line that it is in a dump. */

import { type Action, actionOfCall } from '../../effect/action';
import { cut, made } from '../../effect/mapped-line';
import type { ReadScript } from '../../effect/read-effect';
import { lineOf, marked, type Transcript } from '../../effect/transcript';
import { type MappedText, mapPieces } from '../../shell/mapped-text';
import type { ScriptText } from '../../shell/script-parts';
import type { Command } from '../../shell/steps';
import { type Span, touches } from '../../syntax/span';
import { letterAt, linesAt, placesOf } from './at-place';

export interface TypedLine {
  call: Command;
  action: Action;
  line: MappedText;
  /** Where the place is in the line. */
  column: number;
  /** The offset of the place, where it stands between blanks and an empty word begins. */
  between: number | undefined;
}

/** Blanks, and line ends that a backslash hides, as many as people put between two words. */
const onlyBlanks = /^(?:[ \t]|\\\r?\n){1,400}$/;

/** The words of a command at an offset; undefined outside of commands, in quotes, and in expansions. */
export function typedLineAt(script: ReadScript, offset: number): TypedLine | undefined {
  if (isQuoted(script.text, offset)) return undefined;
  for (const call of script.calls) {
    const frame = call.kind === 'command' ? frameAt(script, call, offset) : undefined;
    if (frame && call.kind === 'command') return typedLine(script, call, frame, offset);
  }
  return undefined;
}

/** The command, or the call of a function around it, that the offset is in or behind, with its arguments alone. */
function frameAt({ text }: ReadScript, call: Command, offset: number): Span | undefined {
  const frames = placesOf(call).map((span, index) => {
    const first = /^\S+/.exec(text.slice(span.start, span.start + 400))?.[0].length ?? 0;
    return { start: index === 0 ? call.programSpan.end : span.start + first, end: span.end };
  });
  return frames.find(({ start, end }) => {
    if (offset <= start) return false;
    return offset <= end || onlyBlanks.test(text.slice(end, Math.min(offset, end + 500)));
  });
}

function typedLine(script: ReadScript, call: Command, frame: Span, offset: number): TypedLine | undefined {
  const action = actionOfCall(call);
  const inQuotes = call.words.some(({ span }) => {
    return touches(span, offset) && /["'$`\\]/.test(script.text.slice(span.start, span.end));
  });
  if (inQuotes) return undefined;
  const line = (action.verb === 'check' && lineOf(action)) || marked(action.restored);
  const letter = letterAt(line, offset);
  if (letter?.piece.exact) return { call, action, line, column: letter.column, between: undefined };
  if (!/[ \t\n]/.test(script.text.charAt(offset - 1)) || wordAt(action, offset)) return undefined;
  return { call, action, between: offset, ...withEmptyWord(line, frame, offset) };
}

/** A word that the line does not have: the table, the lock. */
function wordAt({ line }: Action, offset: number): boolean {
  return letterAt(line, offset)?.piece.exact === true;
}

/** An empty word behind what stands before the offset. */
function withEmptyWord(line: MappedText, frame: Span, offset: number): { line: MappedText; column: number } {
  const { parts, text } = line;
  const last = parts.findLastIndex(({ piece: { span } }) => frame.start <= span.start && span.end <= offset);
  const end = last < 0 ? 0 : (parts[last + 1]?.at ?? text.length);
  const blank = made(' ', { start: offset, end: offset });
  const pieces = [...cut(line, 0, end), ...(text === '' ? [] : [blank]), ...cut(line, end, text.length)];
  return { line: marked(mapPieces(pieces)), column: end === 0 ? 0 : end + 1 };
}

/** True where the letters around the offset, up to the next blanks, are not all plain. */
function isQuoted(text: ScriptText, offset: number): boolean {
  const before = /[^\s;|&(){}]*$/.exec(text.slice(Math.max(0, offset - 400), offset))?.[0] ?? '';
  const behind = /^[^\s;|&(){}]*/.exec(text.slice(offset, offset + 400))?.[0] ?? '';
  return /["'$`\\#]/.test(before + behind);
}

/** A line of what iptables-restore reads. */
export interface RestoreLine {
  transcript: Transcript;
  index: number;
  line: MappedText;
  column: number;
}

/** The line with its letter at an offset, or an empty one that begins there, behind the end of another. */
export function restoreLineAt(script: ReadScript, offset: number): RestoreLine | undefined {
  const found = linesAt(script, offset).find(({ transcript, letter }) => {
    return transcript.kind === 'restore' && letter.piece.exact;
  });
  if (found) return { ...found, column: found.letter.column };
  for (const transcript of script.transcripts) {
    if (transcript.kind !== 'restore' || script.text.charAt(offset - 1) !== '\n') continue;
    const index = transcript.lines.findIndex((each, at) => {
      return each?.line.text === '' && transcript.lines[at - 1]?.line.parts.at(-1)?.piece.span.end === offset - 1;
    });
    if (index > 0) return { transcript, index, line: transcript.lines[index]!.line, column: 0 };
  }
  return undefined;
}
