/** Texts that are handed to a shell: `sh -c`, `eval`, `su -c`, `ssh`, and what a shell reads from its input. */

import { inBlock, inSubshell } from './blocks';
import type { Context } from './context';
import { readFile } from './redirects';
import { runText } from './run';
import type { Shell } from './shell-state';
import { sourceOf } from './source';
import { type Status, undecided } from './status';
import { literal, type Piece, textOf, type Word } from './word';

/** `eval WORDS`: in this very shell. */
export function runEval(words: readonly Word[], context: Context, shell: Shell): Status {
  if (words.length === 0) return undecided;
  return runText(sourceOf(joined(words)), context, shell);
}

/** Words that another machine's shell puts together and reads. */
export function runShellText(words: readonly Word[], context: Context, shell: Shell): Status {
  return inOwnShell(joined(words), [], context, shell);
}

/** `sh -c TEXT NAME ARGS`, `sh FILE ARGS` of a file that the script wrote, and a shell that reads commands from its input. */
export function runShell(words: readonly Word[], context: Context, shell: Shell): Status {
  let i = 1;
  let isText = false;
  for (; i < words.length; i++) {
    const option = textOf(words[i]!.pieces);
    if (option === undefined || !/^[-+]./.test(option)) break;
    if (/^-[a-zA-Z]*n[a-zA-Z]*$/.test(option)) return undecided;
    if (/^-[a-zA-Z]*c[a-zA-Z]*$/.test(option)) isText = true;
    if (/^[-+]o$/.test(option)) i++;
  }
  const text = words[i];
  const inner = { ...context, dialect: dialectOf(textOf(words[0]!.pieces) ?? '') };
  if (isText && text) return inOwnShell(text.pieces, words.slice(i + 2), inner, shell);
  const file = text && readFile(shell, text.pieces);
  if (file) return inOwnShell(file, words.slice(i + 1), inner, shell);
  const input = context.input?.pieces;
  return !text && input ? inOwnShell(input, [], { ...inner, input: undefined }, shell) : undecided;
}

/** `./FILE ARGS` of a file that the script wrote; undefined for any other program. */
export function runFile([file, ...args]: readonly Word[], context: Context, shell: Shell): Status | undefined {
  const text = readFile(shell, file!.pieces);
  if (!text) return undefined;
  // Without a first line that names a program, shells take it for their own.
  const [, program] = /^#!(.*)/.exec(text[0]?.text ?? '') ?? [];
  const name = program === undefined ? 'sh' : /\/(?:env +)?(\w*sh)\b/.exec(program)?.[1];
  return name === undefined ? undefined : inOwnShell(text, args, { ...context, dialect: dialectOf(name) }, shell);
}

function dialectOf(name: string): Context['dialect'] {
  return /(?:bash|zsh|ksh)$/.test(name) ? 'bash' : 'sh';
}

/** `su USER -c TEXT`, `runuser -u USER -- WORDS`. */
export function runSu(words: readonly Word[], context: Context, shell: Shell): Status {
  const at = words.findIndex(({ pieces }) => /^(?:-c|--command)$/.test(textOf(pieces) ?? ''));
  const text = at < 0 ? undefined : words[at + 1];
  // Most people's own shell is bash.
  if (text) return inOwnShell(text.pieces, [], { ...context, dialect: 'bash' }, shell);
  const rest = words.findIndex(({ pieces }) => textOf(pieces) === '--');
  return rest < 0 ? undecided : inOwnShell(quotedWords(words.slice(rest + 1)), [], context, shell);
}

/** What was exported is not told apart: such a shell sees all variables. */
function inOwnShell(pieces: readonly Piece[], args: readonly Word[], context: Context, shell: Shell): Status {
  const span = pieces[0]?.span ?? { start: 0, end: 0 };
  inSubshell(context, shell, span, (each, layer) => {
    layer.args = args;
    layer.errexit = false;
    inBlock(each, layer, 'subshell', span, (inner, own) =>
      runText(sourceOf(pieces), { ...inner, readBy: 'shell' }, own),
    );
  });
  return undecided;
}

function joined(words: readonly Word[]): Piece[] {
  return words.flatMap((word, index) => [...(index > 0 ? [between(word, ' ')] : []), ...word.pieces]);
}

function quotedWords(words: readonly Word[]): Piece[] {
  const isPlain = (word: Word) => /^[\w\-./:=,!]+$/.test(textOf(word.pieces) ?? '');
  return joined(
    words.map((word) =>
      isPlain(word) ? word : { ...word, pieces: [between(word, '"'), ...word.pieces, between(word, '"')] },
    ),
  );
}

function between({ span }: Word, text: string): Piece {
  return literal(text, { start: span.start, end: span.start }, false);
}
