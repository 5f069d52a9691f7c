/** Where in a script a finding stands: the word of a command that it is about, at the caller of a function where it comes from there. */

import type { ReadScript } from '../../effect/read-effect';
import type { Call } from '../../effect/tables';
import { mapPieces, scriptPlace, valuePlace } from '../../shell/mapped-text';
import { textOf, type Word } from '../../shell/word';
import { placeAt } from '../../syntax/line-starts';
import { oncePer } from '../../syntax/once';
import type { Span } from '../../syntax/span';

/** A call as far as it is one line: that of a function's caller, where the words come from there. */
export function placeOfCall(call: Call): Span {
  const { programSpan, words, span } = call;
  const caller = callerOf(call);
  if (caller) return caller;
  const inside = words.filter((word) => comesFrom(word, span));
  return { start: programSpan.start, end: Math.max(programSpan.end, ...inside.map((word) => word.span.end)) };
}

/** The outermost call of a function that brings some of the words; undefined where all stand in the command itself. */
export function callerOf({ words, span, calls }: Call): Span | undefined {
  return calls.find((each) => words.some((word) => comesFrom(word, each) && !comesFrom(word, span)));
}

/** True when the letters of a word stand in a stretch of the script. */
export function comesFrom({ pieces }: Word, { start, end }: Span): boolean {
  return pieces.some(({ exact, span }) => exact && start <= span.start && span.end <= end);
}

const commands =
  /^(?:-[ADINRXEPFZ]|--(?:append|delete|insert|new-chain|replace|delete-chain|rename-chain|policy|flush|zero)$)/;

/** The word that says what a call does, `-A` say; undefined where it is not to be seen. */
export const commandWord = oncePer(({ words }: Call): Word | undefined =>
  words.find(({ pieces }) => commands.test(textOf(pieces) ?? '')),
);

/** The command of a call, at the caller where a function has it from there, or the call where it is not to be seen. */
export function placeOfCommand({ call }: { call: Call }): Span {
  return placeOfItsCommand(call);
}

const placeOfItsCommand = oncePer((call: Call): Span => {
  const word = commandWord(call);
  if (!word) return placeOfCall(call);
  const mapped = mapPieces(word.pieces);
  const value = valuePlace(mapped, 0, mapped.text.length);
  const isCallers = value && call.calls.some(({ start, end }) => start <= value.start && value.end <= end);
  return isCallers ? value : placeOfWord(word);
});

/** The name of the chain that something is said of, or the call where it is not to be seen. */
export function placeOfChain({ call, chain = '' }: { call: Call; chain?: string }): Span {
  return placeOfName(call, chain);
}

/** The word that is a name, or the call where there is none. */
export function placeOfName(call: Call, name: string): Span {
  const word = call.words.find(({ pieces }) => textOf(pieces) === name);
  return word ? placeOfWord(word) : placeOfCall(call);
}

function placeOfWord({ pieces }: Word): Span {
  const mapped = mapPieces(pieces);
  return scriptPlace(mapped, 0, mapped.text.length);
}

/** A place in one line: what goes on further down is left out. */
export function findingPlace({ text, starts }: ReadScript, { start, end }: Span): { line: number; span: Span } {
  const { line, column } = placeAt(starts, start);
  const lineEnd = text.lengthOfLine(line);
  return { line, span: { start: column, end: Math.max(column, Math.min(column + end - start, lineEnd)) } };
}
