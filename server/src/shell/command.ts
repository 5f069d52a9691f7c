/** Simple commands: assignments, and the program with its words. */

import type { Span } from '../syntax/span';
import { expandAliases } from './aliases';
import { assign, assignmentAt } from './assignments';
import { frameOf, leave, oneOf, writeOutput, writeUnknown } from './blocks';
import { runBuiltin } from './builtins';
import { callFunction } from './calls';
import { functionsAmong } from './choices';
import { testDouble } from './conditions';
import type { Context } from './context';
import { notePatience } from './exit-trap';
import { expandInto, type Reader } from './expand';
import { callIptables } from './iptables-call';
import { type CommandText, lexCommand, type RawWord } from './lexer';
import { fileName, openFiles, redirected } from './redirects';
import { placeOf } from './run';
import { lookUp, type Shell } from './shell-state';
import { runFile, runShellText } from './shell-texts';
import { nameEnd } from './skip';
import { type Status, succeeded, undecided } from './status';
import type { Loop } from './steps';
import { toolOutput } from './text-tools';
import type { SimpleStatement } from './tree';
import { arithmetic, lastStatus } from './variables';
import { isMany, literal, textOf, unknown, type Word } from './word';
import { unwrap } from './wrappers';

const mostWrappers = 12;

/** Runs what stands between two operators. */
export function runSimple(statement: SimpleStatement, context: Context, shell: Shell): Status {
  const { source, machine } = context;
  const { start, end } = statement;
  const reader: Reader = { context, shell, source };
  if (source.text.startsWith('[[', start)) return testDouble(reader, statement);
  if (source.text.startsWith('((', start)) return runArithmetic(reader, statement);
  const command = context.tree.commands.get(start) ?? lexCommand(source.text, { start, end });
  machine.work -= command.words.length / 4;
  const { context: inner, finish } = redirected(reader, command.redirects);
  const status = runLexed({ ...reader, context: inner }, statement, command);
  finish(shell);
  if (isOnlyExec(source.text, command)) openFiles(reader, command.redirects);
  return status;
}

/** `readonly NAMES=(…)`. */
function assignsArray(text: string, word: Span): boolean {
  const assignment = assignmentAt(text, word);
  return assignment !== undefined && text[assignment.value.start] === '(';
}

function isOnlyExec(text: string, { words }: CommandText): boolean {
  return words.length === 1 && text.slice(words[0]!.start, words[0]!.end) === 'exec';
}

function runArithmetic({ context, shell, source }: Reader, { start, end }: Span): Status {
  const value = arithmetic(
    shell,
    source.text.slice(start + 2, end - 2).replace(/\$\{?(\w+)\}?/g, '$1'),
    placeOf(context, { start, end }),
  );
  return { ok: value === undefined ? undefined : value !== 0 };
}

function runLexed(reader: Reader, span: Span, { words }: CommandText): Status {
  const { context, shell, source } = reader;
  const first = words.findIndex((word) => word.fixed || !assignmentAt(source.text, word));
  if (first < 0) {
    if (words.length === 0) return undecided;
    for (const word of words) assign(reader, word);
    return /\$\(|`/.test(source.text.slice(span.start, span.end)) ? lastStatus(shell) : succeeded;
  }
  const arrays: RawWord[] = [];
  const expanded: Word[] = [];
  const behind = context.aliases ? expandAliases(expanded, reader, words, first) : first;
  for (let i = behind; i < words.length; i++) {
    const word = words[i]!;
    if (word.fixed) expanded.push(word.fixed);
    else if (!assignsArray(source.text, word)) expandInto(expanded, reader, word);
    else {
      arrays.push(word);
      expandInto(expanded, reader, { ...word, end: nameEnd(source.text, word.start, word.end) });
    }
  }
  const before = first === 0 ? [] : words.slice(0, first).map((word) => assign(reader, word));
  const status = expanded.length === 0 ? undecided : runWords(expanded, span, context, shell);
  for (const restore of before.reverse()) restore();
  for (const word of arrays) assign(reader, word);
  return status;
}

/** Runs a command whose words are expanded; `span` is where it stands in what is read. `isWrapped` when its first word is no function. */
function runWords(words: readonly Word[], span: Span, context: Context, shell: Shell, isWrapped = false): Status {
  let rest = words;
  let inner = context;
  for (let wrapped = isWrapped ? 1 : 0; wrapped < mostWrappers; wrapped++) {
    const status = runProgram(rest, span, inner, shell, wrapped > 0);
    if (status) return status;
    const unwrapped = unwrap(rest);
    if (!unwrapped) break;
    if (textOf(rest[0]!.pieces) === 'exec') return runExec(unwrapped.words, span, inner, shell);
    if (unwrapped.place !== undefined)
      inner = { ...inner, place: [inner.place, unwrapped.place].filter(Boolean).join(' / ') };
    if (unwrapped.shellText) return runShellText(unwrapped.words, inner, shell);
    if (unwrapped.repeats) return runRepeatedly(unwrapped.words, span, inner, shell);
    rest = unwrapped.words;
  }
  return runUnknown(rest, span, inner, shell);
}

function runNoFunction(words: readonly Word[], span: Span, context: Context, shell: Shell): Status {
  return runWords(words, span, context, shell, true);
}

/** Once for each part of an input, as xargs does. */
function runRepeatedly(words: readonly Word[], span: Span, context: Context, shell: Shell): Status {
  const loop: Loop = { kind: 'loop', span: placeOf(context, span), test: undefined, endsOn: undefined, steps: [] };
  runWords(words, span, { ...context, steps: loop.steps, certain: false }, shell);
  if (loop.steps.length > 0) context.steps.push(loop);
  return undecided;
}

/** The program takes the shell's place: nothing comes behind it. */
function runExec(words: readonly Word[], span: Span, context: Context, shell: Shell): Status {
  const status = runWords(words, span, context, shell);
  const frame = frameOf(context, ['subshell', 'script']);
  if (frame) leave(context, shell, frame, placeOf(context, span));
  return status;
}

/** Functions hide builtins, and both hide programs; behind a wrapper only programs are found. */
function runProgram(
  words: readonly Word[],
  span: Span,
  context: Context,
  shell: Shell,
  isWrapped: boolean,
): Status | undefined {
  const name = textOf(words[0]!.pieces);
  if (name !== undefined && !isWrapped) {
    const called = callFunction(name, words, span, context, shell, runNoFunction);
    if (called) return called;
  }
  const ways = name === undefined && !isWrapped ? functionsAmong(words, shell) : undefined;
  if (ways)
    return oneOf(context, shell, placeOf(context, span), ways, (each, inner, layer) =>
      each ? runWords(each, span, inner, layer) : undecided,
    );
  return (
    callIptables(words, span, context, shell) ??
    (name === undefined ? undefined : runBuiltin(name, words, span, context, shell))
  );
}

/** Programs of which the words are no commands. */
const talkers =
  /^(?:echo|printf|e?grep|sed|awk|cat|man|which|whereis|type|hash|apt(?:-get)?|dpkg|yum|dnf|zypper|apk|pacman|rpm|opkg|log|logger|info|warn|error|die|pgrep|pkill|killall|pidof|ls|rm|cp|mv|ln|chmod|chown|touch|mkdir|install|update-alternatives|systemctl|service|modprobe|find|tee|test|alias|ps|head|tail|sort|wc|diff|usage|help|msg|rc-update|update-rc\.d)$/;

/** `$SUDO iptables …`: what stands in front may be nothing, or a program that runs the rest. */
function runBehindUnknown([first, ...rest]: readonly Word[], span: Span, context: Context, shell: Shell): Status {
  const isUsual = /sudo|doas/i.test(first!.pieces[0]!.name);
  if (rest.length === 0) return undecided;
  return callIptables(rest, span, isUsual ? context : { ...context, certain: false }, shell) ?? undecided;
}

/** Programs that only read the files which they are given. */
const readers = /^(?:cat|e?grep|head|tail|wc|ls|chmod|chown|sort|diff|test|stat|logger|less)$/;

/** Any other may have changed the files that it names. */
function forgetFiles(name: string, words: readonly Word[], shell: Shell): void {
  if (readers.test(name)) return;
  for (const { pieces, span } of words) {
    const file = fileName(pieces);
    if (lookUp(shell, file)) shell.own.set(file, { type: 'value', value: [unknown(file, span)] });
  }
}

/** What a program writes, where it only changes a text that is known. */
function writeText(name: string, words: readonly Word[], context: Context): void {
  const { span } = words[0]!;
  const input = context.input?.pieces;
  const args = words.slice(1).map(({ pieces }) => textOf(pieces));
  const made = args.every((arg) => arg !== undefined)
    ? toolOutput(name, args as string[], input && textOf(input))
    : undefined;
  if (made === undefined) writeUnknown(context, span);
  else {
    const assumed = [...words, { pieces: input ?? [] }].some(({ pieces }) => pieces.some((piece) => piece.assumed));
    writeOutput(context, [{ ...literal(made, input?.[0]?.span ?? span, false), assumed }], span);
  }
}

/** A program that is not known here may run what follows it: `retry 5 iptables -A …`. */
function runUnknown(words: readonly Word[], span: Span, context: Context, shell: Shell): Status {
  const own = runFile(words, context, shell);
  if (own) return own;
  const path = textOf(words[0]!.pieces) ?? '';
  const name = path.slice(path.lastIndexOf('/') + 1);
  forgetFiles(name, words, shell);
  if (context.output) writeText(name, words, context);
  if (name === 'tail') notePatience(words, shell);
  if (isMany(words[0]!)) return runBehindUnknown(words, span, context, shell);
  if (talkers.test(name)) return undecided;
  for (let at = 1; at < Math.min(words.length - 1, 5); at++) {
    if (textOf(words[at]!.pieces) === undefined || !/^-/.test(textOf(words[at + 1]!.pieces) ?? '')) continue;
    const status = callIptables(words.slice(at), span, { ...context, certain: false }, shell);
    if (status) return undecided;
  }
  return undecided;
}
