/** `trap COMMANDS EXIT`: what a shell does at its end, unless it waits there until somebody ends it. */

import type { Span } from '../syntax/span';
import { branch, frameOf, inSubshell, runUnreached } from './blocks';
import type { Context } from './context';
import { runText } from './run';
import { type Binding, fork, lookUp, type Shell } from './shell-state';
import { sourceOf } from './source';
import { type Status, succeeded, undecided } from './status';
import type { Step } from './steps';
import { literal, type Piece, textOf, unknown, type Word } from './word';

/** The names under which a shell keeps what it does at its end, whether it waits without end, and whether something in its background does. */
const atEnd = '!EXIT';
const waiting = '!waiting';
const background = '!background';

const nothing: readonly Piece[] = [];

/** `trap COMMANDS NAMES`; `-`, no commands and empty ones take away what was there. */
export function trap(words: readonly Word[], context: Context, shell: Shell, span: Span): Status {
  const [first, ...others] = words.slice(textOf(words[1]?.pieces ?? []) === '--' ? 2 : 1);
  const text = first && textOf(first.pieces);
  if (!first || /^-./.test(text ?? '')) return succeeded;
  const isReset = others.length === 0 || text === '-' || /^\d+$/.test(text ?? '');
  const names = others.length === 0 || /^\d+$/.test(text ?? '') ? [first, ...others] : others;
  if (!isReset) runUnreached(context, shell, span, (each, layer) => runText(sourceOf(first.pieces), each, layer));
  bindTrap(shell, isReset ? nothing : first.pieces, names, context.dialect);
  return succeeded;
}

/** Other shells than bash stop at a name that is none to them. */
const onlyInBash = /^(?:ERR|DEBUG|RETURN|SIG.*)$/i;

function bindTrap(shell: Shell, text: readonly Piece[], names: readonly Word[], dialect: Context['dialect']): void {
  const told = names.map(({ pieces }) => textOf(pieces));
  const at = told.findIndex((name) => name === '0' || name?.toUpperCase() === 'EXIT');
  const before = at < 0 ? told : told.slice(0, at);
  const isTaken = at >= 0 && (dialect === 'bash' || !before.some((name) => onlyInBash.test(name ?? '')));
  if (at < 0 && !told.includes(undefined)) return;
  shell.own.set(atEnd, { type: 'trap', texts: isTaken ? [text] : [...trapsOf(shell), text] });
}

function trapsOf(shell: Shell): readonly (readonly Piece[])[] {
  const found = lookUp(shell, atEnd);
  return found?.type === 'trap' ? found.texts : [nothing];
}

/** True when the shell does something at its end, perhaps. */
export function hasExitTrap(shell: Shell): boolean {
  return trapsOf(shell).some(({ length }) => length > 0);
}

/** A shell inside of another one does nothing at its end until it is told. */
export function withoutExitTrap(shell: Shell): void {
  if (hasExitTrap(shell)) shell.own.set(atEnd, { type: 'trap', texts: [nothing] });
}

/** Does what a shell does at its end. It may end there once more. */
export function runExitTrap(context: Context, shell: Shell, span: Span): void {
  if (context.unreached || !hasExitTrap(shell)) return;
  const texts = trapsOf(shell);
  const wait = lookUp(shell, waiting);
  withoutExitTrap(shell);
  if (isSure(wait)) runWhenStopped(texts.at(-1)!, context, shell, span);
  else runOneOf(wait ? [nothing, ...texts] : texts, context, shell, span);
}

function runOneOf(texts: readonly (readonly Piece[])[], context: Context, shell: Shell, span: Span): void {
  const { steps, machine } = context;
  const before = steps.length;
  const ways = texts.map((text) => ({ when: undefined, run: runAtEnd(text, span) }));
  if (ways.length === 1) ways[0]!.run(context, shell);
  else branch(context, shell, span, undefined, ways);
  if (frameOf(context, ['script'], ['subshell'])) machine.atExit = steps.slice(before);
}

/** Nothing comes behind it: `exit` in it ends nothing else, and what it would do at its own end is not done. */
function runAtEnd(text: readonly Piece[], span: Span): (context: Context, shell: Shell) => void {
  return (context, shell) =>
    inSubshell(context, shell, span, (each, layer) => {
      runText(sourceOf(text), each, layer);
      withoutExitTrap(layer);
    });
}

/** Finds out what a script does at its end that only gives up. */
export function tryExitTrap(context: Context, shell: Shell, span: Span): void {
  if (!shell.alive && context.machine.atExit.length === 0)
    runExitTrap({ ...context, steps: [], certain: false }, { ...fork(shell), alive: true }, span);
}

/** Before it runs again somebody ended what it waits for. */
function runWhenStopped(text: readonly Piece[], context: Context, shell: Shell, span: Span): void {
  const steps: Step[] = [];
  runAtEnd(text, span)({ ...context, steps, certain: false }, shell);
  context.machine.unreached.push(...steps);
  context.machine.between.push(...steps);
}

const always: Binding = { type: 'value', value: [literal('always', { start: 0, end: 0 }, false)] };

function isSure(binding: Binding | undefined): boolean {
  return binding?.type === 'value' && binding.value?.[0]?.text !== undefined;
}

/** From here on the shell goes on only when somebody ends what it waits for. */
export function waitForever(shell: Shell): void {
  shell.own.set(waiting, always);
}

/** A statement ran in the background, in that layer. */
export function noteBackground(layer: Shell, shell: Shell): void {
  if (isSure(lookUp(layer, waiting))) shell.own.set(background, always);
}

/** `wait`: nobody knows how long others take. */
export function waitForOthers(_words: readonly Word[], _context: Context, shell: Shell, span: Span): Status {
  if (isSure(lookUp(shell, background))) waitForever(shell);
  else if (!isSure(lookUp(shell, waiting))) shell.own.set(waiting, { type: 'value', value: [unknown('wait', span)] });
  return undecided;
}

/** Notes that a program which ran waits without end: `sleep infinity`, `tail -f`. */
export function notePatience(words: readonly Word[], shell: Shell): void {
  const [name = '', ...args] = words.map(({ pieces }) => textOf(pieces) ?? '');
  const isEndless = name.endsWith('sleep')
    ? args.some((arg) => /^inf(?:inity)?$/i.test(arg))
    : args.some((arg) => /^(?:-[a-zA-Z]*[fF]|--follow.*)$/.test(arg));
  if (isEndless) waitForever(shell);
}
