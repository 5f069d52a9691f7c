/** Commands of the shell itself, and those of which it matters what they write. */

import type { Span } from '../syntax/span';
import { alias, unalias } from './aliases';
import { boundNames, frameOf, isCertain, leave, writeOutput, writeUnknown } from './blocks';
import { testWords } from './conditions';
import type { Context } from './context';
import { declare } from './declare';
import { notePatience, runExitTrap, trap, waitForOthers } from './exit-trap';
import { getopts } from './getopts';
import { setOption, shopt } from './options';
import { counted, echoed, printed } from './output';
import { read, readAll } from './read';
import { fileName, readFile, write } from './redirects';
import { placeOf, runText } from './run';
import { lookUp, type Shell } from './shell-state';
import { runEval, runShell, runSu } from './shell-texts';
import { sourceOf } from './source';
import { failed, type Status, succeeded, undecided } from './status';
import { unset } from './unset';
import { arithmetic, doubtVariables, forget, lastStatus, setVariable, statusOf, unknownArguments } from './variables';
import { isMany, type Piece, textOf, unknown, type Word } from './word';

type Builtin = (words: readonly Word[], context: Context, shell: Shell, span: Span) => Status;

const builtins: Readonly<Record<string, Builtin>> = {
  ':': () => succeeded,
  true: () => succeeded,
  false: () => failed,
  test: (words, _, shell) => testWords(words.slice(1), shell),
  '[': (words, _, shell) => testWords(words.slice(1, textOf(words.at(-1)!.pieces) === ']' ? -1 : undefined), shell),
  exit: (words, context, shell, span) => end(context, shell, span, ['subshell', 'script'], returned(words, shell)),
  return: (words, context, shell, span) =>
    end(context, shell, span, ['function', 'subshell', 'script'], returned(words, shell)),
  break: (words, context, shell, span) => leaveLoop(words, context, shell, span, 'loop'),
  continue: (words, context, shell, span) => leaveLoop(words, context, shell, span, 'iteration'),
  set: setOptions,
  shift,
  unset,
  alias,
  unalias,
  shopt,
  export: declare,
  readonly: declare,
  declare,
  typeset: declare,
  local: declare,
  read,
  eval: (words, context, shell) => runEval(words.slice(1), context, shell),
  trap,
  '.': sourceFile,
  source: sourceFile,
  sh: runShell,
  bash: runShell,
  dash: runShell,
  ash: runShell,
  ksh: runShell,
  zsh: runShell,
  su: runSu,
  runuser: runSu,
  echo: (words, context) => writes(context, () => echoed(words.slice(1), context.dialect, words[0]!)),
  printf: (words, context, shell, span) => printf(words, context, shell, span),
  seq: (words, context) => writes(context, () => counted(words.slice(1))),
  cat: (words, context, shell) => writes(context, () => concatenated(words, context, shell)),
  tee,
  which: (words, context) => writes(context, () => programPath(words.slice(1)), undecided),
  type: (words, context) =>
    writes(
      context,
      () => (/^-[pP]/.test(textOf(words[1]?.pieces ?? []) ?? '') ? programPath(words.slice(1)) : undefined),
      undecided,
    ),
  command: commandOf,
  let: letNumbers,
  mapfile: readAll,
  readarray: readAll,
  getopts,
  cd: () => undecided,
  umask: () => undecided,
  sleep: (words, _, shell) => {
    notePatience(words, shell);
    return undecided;
  },
  wait: waitForOthers,
};

/** Runs a builtin; undefined when there is none of that name. */
export function runBuiltin(
  path: string,
  words: readonly Word[],
  span: Span,
  context: Context,
  shell: Shell,
): Status | undefined {
  const name = path.slice(path.lastIndexOf('/') + 1);
  const builtin = Object.hasOwn(builtins, name) ? builtins[name] : undefined;
  if (!builtin) return undefined;
  if (name === 'command' && !/^-[vV]/.test(textOf(words[1]?.pieces ?? []) ?? '')) return undefined;
  return builtin(words, context, shell, placeOf(context, span));
}

function end(context: Context, shell: Shell, span: Span, kinds: Parameters<typeof frameOf>[1], status: Status): Status {
  const frame = frameOf(context, kinds);
  // Scripts give up at many places: what they do then is followed once, where nothing else ends them.
  const givesUp = frame?.kind === 'script' && status.ok === false && !isCertain(context);
  if (frame && frame.kind !== 'function' && !givesUp) runExitTrap(context, shell, span);
  if (frame && shell.alive) leave(context, shell, frame, span, status);
  return undecided;
}

/** What `return` and `exit` end with: without a number, how the last command ended. */
function returned(words: readonly Word[], shell: Shell): Status {
  if (!words[1]) return lastStatus(shell);
  const number = textOf(words[1].pieces);
  if (number !== undefined) return /^\d+$/.test(number) ? { ok: Number(number) === 0 } : undecided;
  return statusOf(words[1].pieces) ?? undecided;
}

function leaveLoop(
  words: readonly Word[],
  context: Context,
  shell: Shell,
  span: Span,
  kind: 'loop' | 'iteration',
): Status {
  const levels = Number(textOf(words[1]?.pieces ?? []) ?? 1) || 1;
  let from: Context = context;
  for (let level = 1; level <= levels; level++) {
    const frame = frameOf(from, [level === levels ? kind : 'loop'], ['function', 'subshell']);
    if (!frame) return undecided;
    if (level === levels) leave(context, shell, frame, span);
    else if (frame.outer) from = { ...context, frame: frame.outer };
  }
  return succeeded;
}

/** `set -e`, `set +e`, `set -- WORDS`. */
function setOptions(words: readonly Word[], _: Context, shell: Shell): Status {
  for (let i = 1; i < words.length; i++) {
    const text = textOf(words[i]!.pieces);
    if (text === '--' || text === undefined || !/^[-+]./.test(text)) {
      shell.args = words.slice(text === '--' ? i + 1 : i);
      break;
    }
    const named = /^[-+][a-zA-Z]*o$/.test(text) ? textOf(words[++i]?.pieces ?? []) : undefined;
    if (named === 'pipefail') setOption(shell, named, text.startsWith('-'));
    if (named === 'errexit' || /^[-+][a-zA-Z]*e/.test(text)) shell.errexit = text.startsWith('-');
  }
  return succeeded;
}

function shift(words: readonly Word[], context: Context, shell: Shell, span: Span): Status {
  const [, told] = words;
  const count = told ? Number(textOf(told.pieces) ?? 0) || 0 : 1;
  const { args } = shell;
  if (args.slice(0, count).some(isMany)) shell.args = args.slice(args.findIndex(isMany));
  else if (args.length >= count) shell.args = args.slice(count);
  else if (context.dialect === 'bash') return failed;
  if (told && textOf(told.pieces) === undefined) shell.args = unknownArguments(span);
  return undecided;
}

/** Another file may set every variable, and define functions. */
function sourceFile(words: readonly Word[], context: Context, shell: Shell): Status {
  const text = words[1] && readFile(shell, words[1].pieces);
  if (text) return runText(sourceOf(text), context, shell);
  const names = boundNames(shell);
  context.machine.work -= names.length;
  doubtVariables(shell, names);
  return undecided;
}

function writes(context: Context, make: () => readonly Piece[] | undefined, status = succeeded): Status {
  const nowhere = { start: 0, end: 0 };
  const pieces = context.output && make();
  if (pieces) writeOutput(context, pieces, nowhere);
  else writeUnknown(context, nowhere);
  return status;
}

function printf(words: readonly Word[], context: Context, shell: Shell, span: Span): Status {
  if (textOf(words[1]?.pieces ?? []) === '-v') {
    const name = textOf(words[2]?.pieces ?? []) ?? '';
    const pieces = printed(words.slice(3));
    if (pieces) setVariable(shell, name, pieces);
    else forget(shell, name, span);
    return succeeded;
  }
  const args = textOf(words[1]?.pieces ?? []) === '--' ? words.slice(2) : words.slice(1);
  return writes(context, () => printed(args));
}

function concatenated(words: readonly Word[], { input }: Context, shell: Shell): readonly Piece[] | undefined {
  const files = words.slice(1);
  if (files.length === 0) return input?.pieces;
  const texts = files.map((file) => (textOf(file.pieces) === '-' ? input?.pieces : readFile(shell, file.pieces)));
  return texts.every((text) => text !== undefined) ? texts.flatMap((text) => text!) : undefined;
}

/** `tee FILE`: its input goes into the file and on. */
function tee(words: readonly Word[], context: Context, shell: Shell): Status {
  const pieces = context.input?.pieces ?? [unknown('$(…)', words[0]!.span, true)];
  const append = words.some((word) => textOf(word.pieces) === '-a');
  for (const word of words.slice(1))
    if (!textOf(word.pieces)?.startsWith('-')) write(shell, fileName(word.pieces), pieces, append);
  writeOutput(context, pieces, words[0]!.span);
  return undecided;
}

/** `command -v NAME`, `which NAME`: whether it is there only the machine knows, but not under what name. */
function programPath(words: readonly Word[]): Piece[] | undefined {
  const names = words.filter((word) => !textOf(word.pieces)?.startsWith('-'));
  return names.length === 1 ? names[0]!.pieces.map((piece) => ({ ...piece, assumed: true })) : undefined;
}

function commandOf(words: readonly Word[], context: Context, shell: Shell): Status {
  const name = textOf(words[2]?.pieces ?? []);
  const found = name === undefined ? undefined : lookUp(shell, `${name}()`);
  const isFunction = found?.type === 'function' && found.definitions.every(Boolean);
  return writes(context, () => programPath(words.slice(2)), isFunction ? succeeded : undecided);
}

/** `let "N = 1 + 2"`. */
function letNumbers(words: readonly Word[], context: Context, shell: Shell, span: Span): Status {
  let last: number | undefined;
  for (const word of words.slice(1)) {
    const expression = textOf(word.pieces);
    last = expression === undefined ? undefined : arithmetic(shell, expression, span);
    if (last === undefined) forgetNames([words[0]!, word], context, shell, span);
  }
  return { ok: last === undefined ? undefined : last !== 0 };
}

function forgetNames(words: readonly Word[], _: Context, shell: Shell, span: Span): Status {
  for (const word of words.slice(1)) {
    const name = /^[A-Za-z_]\w*/.exec(textOf(word.pieces) ?? '')?.[0];
    if (name) forget(shell, name, span);
  }
  return undecided;
}
