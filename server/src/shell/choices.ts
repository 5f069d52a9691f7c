/** Words that are one of several texts which decide what a call does, or where: it stands for a call with each of them. */

import { splitFields } from './fields';
import { programNamed } from './programs';
import { allBindings, lookUp, type Shell } from './shell-state';
import { separatorsOf } from './variables';
import { literal, type Piece, textOf, type Word } from './word';

/** The words of a call with each of the texts; undefined where none of its words decides so much. */
export function choicesIn(words: readonly Word[], shell: Shell): Word[][] | undefined {
  for (let at = 0; at < words.length; at++) {
    const { pieces } = words[at]!;
    const piece = pieces.find(({ choices }) => choices);
    if (!piece) continue;
    const texts = piece.choices!.map((text) => textOf(withText(pieces, piece, text)));
    if (decides(words, at, texts))
      return piece.choices!.map((text) => words.flatMap((word) => wordsWithText(word, piece, text, shell)));
  }
  return undefined;
}

/** What may stand in front of the part of a name that is not known: `do_$ACTION`. */
const partOfName = /^[\w-]*$/;

/**
 * The words with each function of the script that they may call, undefined among them where they may call something else; undefined where
 * nothing tells of a function.
 */
export function functionsAmong(
  [first, ...others]: readonly Word[],
  shell: Shell,
): (readonly Word[] | undefined)[] | undefined {
  const { pieces, span } = first!;
  const at = pieces.findIndex(({ text }) => text === undefined);
  const [before, behind] = [textOf(pieces.slice(0, at)), textOf(pieces.slice(at + 1))];
  if (before === undefined || behind === undefined || !partOfName.test(before + behind)) return undefined;
  const { choices } = pieces[at]!;
  if (!choices && before === '' && behind === '') return undefined;
  const isMeant = (name: string) => lookUp(shell, `${name}()`)?.type === 'function';
  const names = choices
    ? choices.map((text) => before + text + behind).filter(isMeant)
    : functionNames(shell).filter((name) => name.startsWith(before) && name.endsWith(behind));
  if (names.length === 0 || names.length > mostFunctions) return undefined;
  const calls = names.map((name) => [{ pieces: [literal(name, span, false)], span }, ...others]);
  return names.length === choices?.length ? calls : [...calls, undefined];
}

const mostFunctions = 20;

function functionNames(shell: Shell): string[] {
  return [...allBindings(shell)].flatMap(([name, { type }]) => (type === 'function' ? [name.slice(0, -2)] : []));
}

/** The same value stands in all words for the same text. */
function isSame(a: Piece, b: Piece): boolean {
  return a.text === undefined && a.name === b.name && a.origin === b.origin;
}

function withText(pieces: readonly Piece[], chosen: Piece, text: string): Piece[] {
  return pieces.map((piece) => (isSame(piece, chosen) ? literal(text, piece.span, false) : piece));
}

/** What a word becomes with the text, which is split outside of quotes. */
function wordsWithText(word: Word, chosen: Piece, text: string, shell: Shell): Word[] {
  const found = word.pieces.find((piece) => isSame(piece, chosen));
  if (!found) return [word];
  if (!found.many) return [{ ...word, pieces: withText(word.pieces, chosen, text) }];
  const words: Word[] = [];
  const fragments = word.pieces.map((piece) => {
    const split = isSame(piece, chosen);
    return { piece: split ? literal(text, piece.span, false) : piece, quoted: !split, split };
  });
  splitFields(words, fragments, word.span, separatorsOf(shell));
  return words;
}

/** `-A`, `--append` and all others that say what to do. */
const command =
  /(?:^|\s)-(?:[ADIRLSFZNXEPC]|-(?:append|delete|insert|replace|list|flush|zero|new|rename|policy|check)[a-z-]*)(?=\s|$|[A-Z])/;

/** True for programs, tables and commands, where the texts are all that is not known of the word. */
function decides(words: readonly Word[], at: number, texts: readonly (string | undefined)[]): boolean {
  if (!texts.every((text) => text !== undefined)) return false;
  if (at === 0) return texts.every((text) => programNamed(/^\s*(\S*)/.exec(text)![1]!));
  const isTable = /^(?:-t|--table)$/.test(textOf(words[at - 1]!.pieces) ?? '');
  return isTable ? texts.every((text) => /^\w+$/.test(text)) : texts.some((text) => command.test(text));
}
