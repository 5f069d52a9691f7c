/** Redirections: what a command reads, and the files that it writes. */

import { newOutput } from './blocks';
import type { Context, Input, Output } from './context';
import { expandHereDocument, expandValue, type Reader } from './expand';
import type { Redirect } from './lexer';
import { lookUp, type Shell } from './shell-state';
import { outputOf } from './substitution';
import { identity, literal, type Piece, slicePiece, unknown } from './word';

/** A context with the redirections in force, and what to do when the command has run. */
export function redirected(
  reader: Reader,
  redirects: readonly Redirect[],
): { context: Context; finish(shell: Shell): void } {
  let { context } = reader;
  const written: { file: string; output: Output; append: boolean }[] = [];
  for (const redirect of redirects) {
    const { operator, descriptor } = redirect;
    if (operator.startsWith('<')) {
      const input = operator === '<&' ? undefined : inputOf(reader, redirect);
      if (descriptor === undefined || descriptor === 0) context = { ...context, input };
    } else if (operator === '>&' && isDescriptor(reader, redirect)) {
      if (descriptor === 2) context = { ...context, quiet: context.quiet || writesNowhere(reader, redirects) };
      else if (descriptor === undefined || descriptor === 1) {
        const file = openFile(reader, redirect);
        const output = file === undefined ? undefined : newOutput(context);
        if (file !== undefined && output) written.push({ file, output, append: true });
        context = { ...context, output };
      }
    } else {
      if (descriptor === 2 || operator.includes('&')) context = { ...context, quiet: true };
      if (descriptor !== 2) {
        const output = newOutput(context);
        written.push({ file: fileName(expandValue(reader, redirect.word)), output, append: operator.endsWith('>>') });
        if (descriptor === undefined || descriptor === 1) context = { ...context, output };
      }
    }
  }
  return {
    context,
    finish: (shell) => {
      for (const each of written) write(shell, each.file, each.output.pieces, each.append);
    },
  };
}

function isDescriptor({ source }: Reader, { word }: Redirect): boolean {
  return /^(?:\d+-?|-)$/.test(source.text.slice(word.start, word.end));
}

/** The name of the file behind a descriptor that `exec 3>file` opened. */
function openFile({ source, shell }: Reader, { word }: Redirect): string | undefined {
  const binding = lookUp(shell, descriptorName(source.text.slice(word.start, word.end)));
  return binding?.type === 'value' && binding.value ? fileName(binding.value) : undefined;
}

/** `exec 3>file`, `exec 3>&-`: from now on a descriptor stands for a file. */
export function openFiles(reader: Reader, redirects: readonly Redirect[]): void {
  for (const redirect of redirects) {
    const { operator, descriptor, word } = redirect;
    if (descriptor === undefined || descriptor < 3 || !operator.startsWith('>')) continue;
    const value = isDescriptor(reader, redirect) ? undefined : expandValue(reader, word);
    if (value && !operator.endsWith('>>')) write(reader.shell, fileName(value), [], false);
    reader.shell.own.set(descriptorName(descriptor), { type: 'value', value });
  }
}

function descriptorName(number: string | number): string {
  return `&${number}`;
}

/** `2>&1` is quiet behind `>/dev/null`. */
function writesNowhere({ source }: Reader, redirects: readonly Redirect[]): boolean {
  return redirects.some(
    ({ operator, word }) => operator.startsWith('>') && source.text.slice(word.start, word.end) === '/dev/null',
  );
}

function inputOf(reader: Reader, { operator, word, at }: Redirect): Input {
  const { source, shell, context } = reader;
  const place = source.place(word.start, word.end);
  if (operator === '<<<')
    return known([...expandValue(reader, word), literal('\n', { start: place.end, end: place.end }, false)]);
  if (operator === '<<' || operator === '<<-') {
    const document = context.tree.hereDocuments.get(at);
    return { pieces: document && expandHereDocument(reader, document), file: undefined, lines: undefined };
  }
  if (source.text.startsWith('<(', word.start)) {
    const inside = { start: word.start + 2, end: word.end - 1 };
    return inputFrom(outputOf(reader, inside, place).pieces);
  }
  const name = expandValue(reader, word);
  return { pieces: readFile(shell, name), file: { pieces: name, span: place }, lines: undefined };
}

/** What another command writes; nothing is known of programs that are not followed. */
export function inputFrom(pieces: readonly Piece[]): Input {
  const isKnown = pieces.some(({ text, many }) => (text === undefined ? !many : text.trim() !== ''));
  return { pieces: isKnown ? pieces : undefined, file: undefined, lines: undefined };
}

function known(pieces: Piece[]): Input {
  return { pieces, file: undefined, lines: undefined };
}

/** What the script wrote into a file before; undefined when it did not. */
export function readFile(shell: Shell, name: readonly Piece[]): readonly Piece[] | undefined {
  const binding = lookUp(shell, fileName(name));
  return binding?.type === 'value' && binding.value?.every((piece) => !piece.name.startsWith('>'))
    ? binding.value
    : undefined;
}

/** Remembers what is written into a file. */
export function write(shell: Shell, file: string, pieces: readonly Piece[], append: boolean): void {
  if (file === '>/dev/null') return;
  const before = lookUp(shell, file);
  const start = !append
    ? []
    : before?.type === 'value' && before.value
      ? before.value
      : [unknown(file, { start: 0, end: 0 })];
  shell.own.set(file, { type: 'value', value: [...start, ...pieces] });
}

/** The name under which a shell keeps what it wrote to a file: what is not known in it is told by where it arose. */
export function fileName(pieces: readonly Piece[]): string {
  return `>${identity(pieces).replace(/^(?:\.\/+)+/, '')}`;
}

/** The lines that a command reads, each without its end; undefined when they are not known. */
export function inputLines(input: Input): (readonly Piece[])[] | undefined {
  if (input.lines || !input.pieces) return input.lines;
  if (input.pieces.some(({ text, many }) => text === undefined && many)) return undefined;
  const lines: Piece[][] = [[]];
  for (const piece of input.pieces) {
    const parts = piece.text?.split('\n') ?? [undefined];
    let at = 0;
    parts.forEach((part, index) => {
      if (index > 0) lines.push([]);
      const length = part?.length ?? 0;
      if (part !== '') lines.at(-1)!.push(slicePiece(piece, at, at + length));
      at += length + 1;
    });
  }
  if (lines.at(-1)!.length === 0) lines.pop();
  input.lines = lines;
  return lines;
}
