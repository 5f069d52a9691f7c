/** `read` and `mapfile`: variables that get what a command reads. */

import type { Span } from '../syntax/span';
import type { Context, Input } from './context';
import { splitFields } from './fields';
import { inputLines } from './redirects';
import type { Shell } from './shell-state';
import { failed, type Status, succeeded, undecided } from './status';
import { forget, plainNames, separatorsOf, setArray, setVariable } from './variables';
import { literal, type Piece, slicePieces, textOf, type Word } from './word';

/** The options of a command by their letters, and the words behind them. */
interface Asked {
  options: ReadonlyMap<string, Word | undefined>;
  rest: readonly Word[];
}

/** `withValue` are the letters that a value belongs to, in the same word or the next. */
function askedFor(words: readonly Word[], withValue: string): Asked {
  const options = new Map<string, Word | undefined>();
  let at = 1;
  for (; at < words.length; at++) {
    const word = words[at]!;
    const text = textOf(word.pieces) ?? '';
    if (!/^-./.test(text) || text === '--') break;
    for (let i = 1; i < text.length; i++) {
      const takes = withValue.includes(text[i]!);
      const inside = takes && i + 1 < text.length;
      if (takes && !inside) at++;
      options.set(
        text[i]!,
        inside ? { ...word, pieces: slicePieces(word.pieces, i + 1, text.length) } : takes ? words[at] : undefined,
      );
      if (takes) break;
    }
  }
  return { options, rest: words.slice(at) };
}

/** `read NAMES`: the next line, when it is known what the command reads; with `-a` its fields, with `-d ''` all that is left. */
export function read(words: readonly Word[], context: Context, shell: Shell, span: Span): Status {
  const { options, rest } = askedFor(words, 'adinNptu');
  const list = options.get('a');
  const array = list ? plainNames([list]) : [];
  const names = plainNames(rest);
  const { input } = context;
  const told = input && !['n', 'N', 'u'].some((letter) => options.has(letter)) ? nextOf(input, options) : undefined;
  if (!input || !told) {
    for (const name of [...array, ...names]) forget(shell, name, span);
    return undecided;
  }
  const { line, left, ended } = told;
  input.lines = left;
  if (!options.has('r') && line.some(({ text }) => text?.includes('\\')))
    for (const name of [...array, ...names]) forget(shell, name, span);
  else if (array.length > 0) setFieldsOf(array[0]!, line, shell, span);
  else setFields(names.length > 0 ? names : ['REPLY'], line, shell, span);
  return ended ? failed : succeeded;
}

/** What is read next, and what is left then; undefined when that is not known. */
function nextOf(
  input: Input,
  options: Asked['options'],
): { line: readonly Piece[]; left: (readonly Piece[])[]; ended: boolean } | undefined {
  const lines = inputLines(input);
  if (!lines) return undefined;
  if (!options.has('d')) return { line: lines[0] ?? [], left: lines.slice(1), ended: lines.length === 0 };
  const delimiter = options.get('d');
  if (!delimiter || textOf(delimiter.pieces) !== '') return undefined;
  if (lines.some((line) => line.some(({ text }) => text?.includes('\0')))) return undefined;
  const hasEnd = input.pieces?.at(-1)?.text?.endsWith('\n') ?? true;
  const line = lines.flatMap((each, index) => (index > 0 ? [lineEnd, ...each] : each));
  return { line: hasEnd && lines.length > 0 ? [...line, lineEnd] : line, left: [], ended: true };
}

const nowhere: Span = { start: 0, end: 0 };
const lineEnd = literal('\n', nowhere, false);

/** `mapfile -t NAME`: the lines. */
export function readAll(words: readonly Word[], { input }: Context, shell: Shell, span: Span): Status {
  const { options, rest } = askedFor(words, 'dnOsucC');
  const [name = 'MAPFILE'] = plainNames(rest);
  const isPlain = [...options.keys()].every((letter) => letter === 't') && options.has('t');
  const lines = isPlain && input ? inputLines(input) : undefined;
  if (!input || !lines) {
    forget(shell, name, span);
    return undecided;
  }
  input.lines = [];
  setArray(
    shell,
    name,
    lines.map((line) => (line.length > 0 ? line : [literal('', span, false)])),
  );
  return succeeded;
}

function setFieldsOf(name: string, line: readonly Piece[], shell: Shell, span: Span): void {
  if (line.some(({ text }) => text === undefined)) {
    forget(shell, name, span);
    return;
  }
  const fields: Word[] = [];
  const fragments = line.map((piece) => ({ piece, quoted: false, split: true }));
  splitFields(fields, fragments, span, separatorsOf(shell));
  setArray(
    shell,
    name,
    fields.map(({ pieces }) => (pieces.length > 0 ? pieces : [literal('', span, false)])),
  );
}

function setFields(names: readonly string[], line: readonly Piece[], shell: Shell, span: Span): void {
  const separators = separatorsOf(shell);
  const empty = [literal('', span, false)];
  if (names.length > 1 && line.some(({ text }) => text === undefined)) {
    for (const name of names) forget(shell, name, span);
    return;
  }
  let rest: readonly Piece[] = withoutBlanks(line, separators);
  for (const [index, name] of names.entries()) {
    const [field, others] = index < names.length - 1 ? firstField(rest, separators) : [rest, []];
    setVariable(shell, name, field.length > 0 ? field : empty);
    rest = others;
  }
}

/** A line without the blanks at its ends that separate. */
function withoutBlanks(line: readonly Piece[], separators: string): Piece[] {
  const text = line.map((piece) => piece.text ?? '_').join('');
  const isBlank = (char: string) => ' \t\n'.includes(char) && separators.includes(char);
  let start = 0;
  let end = text.length;
  while (start < end && isBlank(text[start]!)) start++;
  while (end > start && isBlank(text[end - 1]!)) end--;
  return slicePieces(line, start, end);
}

function firstField(line: readonly Piece[], separators: string): [Piece[], Piece[]] {
  const text = textOf(line) ?? '';
  const blank = (char: string) => ' \t'.includes(char) && separators.includes(char);
  let end = 0;
  while (end < text.length && !separators.includes(text[end]!)) end++;
  let next = end;
  while (next < text.length && blank(text[next]!)) next++;
  if (next < text.length && separators.includes(text[next]!)) next++;
  while (next < text.length && blank(text[next]!)) next++;
  return [slicePieces(line, 0, end), slicePieces(line, next, text.length)];
}
