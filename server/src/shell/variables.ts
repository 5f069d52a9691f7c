/** Reading and setting variables. */

import type { Span } from '../syntax/span';
import { evaluate } from './arithmetic';
import { type Binding, lookUp, type Shell } from './shell-state';
import { type Status, succeeded, undecided } from './status';
import { assume, decidedText, isMany, literal, type Piece, textOf, unknown, unknownStatus, type Word } from './word';

/** What a variable holds: `environment` says that the script never set it. */
export type Reading = { state: 'set'; pieces: readonly Piece[] } | { state: 'unset' } | { state: 'environment' };

/** The name under which a shell keeps a variable that may be called by another name. */
export function keyOf({ references }: Shell, name: string): string {
  return `$${references?.get(name) ?? name}`;
}

/** Makes a name stand for another variable; undefined makes it a variable of its own. */
export function refer(shell: Shell, name: string, meant: string | undefined): void {
  if (shell.references?.get(name) === meant) return;
  const references = new Map(shell.references);
  if (meant === undefined) references.delete(name);
  else references.set(name, meant);
  shell.references = references.size > 0 ? references : undefined;
}

/** A variable as one value; of an array the first item. */
export function readVariable(shell: Shell, name: string): Reading {
  const binding = lookUp(shell, keyOf(shell, name));
  if (binding?.type === 'array')
    return binding.items[0] ? { state: 'set', pieces: binding.items[0] } : { state: 'unset' };
  if (binding?.type === 'map') {
    const pieces = binding.items.get('0');
    return pieces ? { state: 'set', pieces } : { state: 'unset' };
  }
  if (binding?.type !== 'value') return { state: 'environment' };
  return binding.value ? { state: 'set', pieces: binding.value } : { state: 'unset' };
}

/** The items of an array, a plain variable being an array of one; undefined when they are not known, or their order. */
export function readArray(shell: Shell, name: string): readonly (readonly Piece[])[] | undefined {
  const binding = lookUp(shell, keyOf(shell, name));
  if (binding?.type === 'array') return binding.items;
  if (binding?.type === 'map') return binding.items.size < 2 ? [...binding.items.values()] : undefined;
  if (binding?.type !== 'value') return undefined;
  if (binding.value?.some(({ text }) => text === undefined)) return undefined;
  return binding.value ? [binding.value] : [];
}

/** The items of an associative array by their keys; undefined for any other variable. */
export function readMap(shell: Shell, name: string): ReadonlyMap<string, readonly Piece[]> | undefined {
  const binding = lookUp(shell, keyOf(shell, name));
  return binding?.type === 'map' ? binding.items : undefined;
}

/** Sets an associative array. */
export function setMap(shell: Shell, name: string, items: ReadonlyMap<string, readonly Piece[]>): void {
  shell.own.set(keyOf(shell, name), { type: 'map', items });
}

/** Sets a variable; undefined unsets it. */
export function setVariable(shell: Shell, name: string, value: readonly Piece[] | undefined): void {
  shell.own.set(keyOf(shell, name), { type: 'value', value });
}

/** Sets an array, of which the items are counted from 0. */
export function setArray(shell: Shell, name: string, items: readonly (readonly Piece[])[]): void {
  shell.own.set(keyOf(shell, name), { type: 'array', items });
}

/** Sets `$?` to how a command ended. */
export function noteStatus(shell: Shell, status: Status, place: () => Span): void {
  shell.own.set('$?', status === succeeded ? zero : status === undecided ? anyStatus : statusBinding(status, place()));
}

const nowhere: Span = { start: 0, end: 0 };
const zero: Binding = { type: 'value', value: [literal('0', nowhere, false)] };
const anyStatus: Binding = { type: 'value', value: [unknownStatus(nowhere, undecided)] };

function statusBinding(status: Status, place: Span): Binding {
  return status.ok === true ? zero : { type: 'value', value: [unknownStatus(place, status)] };
}

/** How the last command ended. */
export function lastStatus(shell: Shell): Status {
  const reading = readVariable(shell, '?');
  return (reading.state === 'set' ? statusOf(reading.pieces) : undefined) ?? undecided;
}

/** The status that a value tells, as `$?` and a variable that was set to it do; undefined for any other. */
export function statusOf(pieces: readonly Piece[]): Status | undefined {
  const [only, ...others] = pieces;
  if (others.length > 0) return undefined;
  return only?.text === '0' ? succeeded : only?.status;
}

/** Makes a variable unknown. */
export function forget(shell: Shell, name: string, span: Span): void {
  setVariable(shell, name, [unknown(`$${name}`, span)]);
}

/** The letters of IFS; those of a new shell when it is not known. */
export function separatorsOf(shell: Shell): string {
  const reading = readVariable(shell, 'IFS');
  return (reading.state === 'set' ? textOf(reading.pieces) : undefined) ?? ' \t\n';
}

/** A positional parameter, from 1 on; undefined when there is none, unknown when the number of those before is not known. */
export function positional({ args }: Shell, number: number, span: Span): readonly Piece[] | undefined {
  for (let i = 0; i < Math.min(number, args.length); i++) if (isMany(args[i]!)) return [unknown(`$${number}`, span)];
  return args[number - 1]?.pieces;
}

/** The value of an arithmetic expression in which nothing is left to expand. */
export function arithmetic(shell: Shell, expression: string, span: Span): number | undefined {
  return evaluate(expression, {
    get: (name) => {
      const reading = readVariable(shell, name);
      return reading.state === 'set' ? decidedText(reading.pieces) : reading.state === 'unset' ? '' : undefined;
    },
    set: (name, value) =>
      setVariable(shell, name, [value === undefined ? unknown(`$${name}`, span) : numberPiece(value, span)]),
  });
}

/** A number as text that stands nowhere in the script. */
export function numberPiece(value: number, span: Span): Piece {
  return literal(String(value), span, false);
}

/** Positional parameters of which nothing is known. */
export function unknownArguments(span: Span): Word[] {
  return [{ pieces: [unknown('$@', span, true)], span }];
}

function isAssumed(pieces: readonly Piece[]): boolean {
  return pieces.some(({ assumed }) => assumed);
}

/** On a way that is gone only when something outside of the script set other values, what the condition assumed is not known. */
export function forgetAssumed(shell: Shell, condition: string, span: Span): void {
  const names = new Set([...condition.matchAll(/\$\{?(\w+)/g)].map(([, name]) => name!));
  for (const name of names) {
    const reading = readVariable(shell, name);
    if (reading.state === 'set' && isAssumed(reading.pieces)) forget(shell, name, span);
  }
  const isForgotten = ({ pieces }: Word, index: number) => names.has(String(index + 1)) && isAssumed(pieces);
  if (!shell.args.some(isForgotten)) return;
  shell.args = shell.args.map((word, index) =>
    isForgotten(word, index) ? { ...word, pieces: [unknown(`$${index + 1}`, word.span)] } : word,
  );
}

const emptiness =
  /^(?:\[\[?|test)\s+(!\s+)?(?:(-[zn])\s+)?"?x?\$\{?([A-Za-z_]\w*)(?::?[-+]\w*)?\}?"?(?:\s+(!?)==?\s+(?:""|''|"?x"?))?\s*\]{0,2}$/;

/** The variable of which a condition asks whether anything outside of the script sets it, and what it says when nothing does: `[ -z "$X" ]`. */
export function askedForEmpty(condition: string, shell: Shell): { name: string; whenEmpty: boolean } | undefined {
  const [found, not, operator, name, differs] = emptiness.exec(condition) ?? [];
  if (found === undefined || readVariable(shell, name!).state !== 'environment') return undefined;
  const whenEmpty = operator ? operator === '-z' : differs === '';
  return { name: name!, whenEmpty: whenEmpty !== (not !== undefined) };
}

/** `[ -z "$X" ] && X=80` is `X=${X:-80}`. */
export function takeDefault(shell: Shell, name: string, whenEmpty: Shell): void {
  const binding = whenEmpty.own.get(keyOf(shell, name));
  if (binding?.type !== 'value' || !binding.value || !whenEmpty.alive) return;
  setVariable(
    shell,
    name,
    binding.value.map((piece) => assume(piece, `$${name}`)),
  );
}

/** From now on something outside of the script may have set the variables: their values are no more than likely. */
export function doubtVariables(shell: Shell, names: Iterable<string>): void {
  for (const name of names) {
    const binding = lookUp(shell, name);
    if (binding?.type !== 'value' || !binding.value || !name.startsWith('$')) continue;
    shell.own.set(name, { type: 'value', value: binding.value.map((piece) => assume(piece, name)) });
  }
}

/** The words that are names of variables. */
export function plainNames(words: readonly Word[]): string[] {
  return words.map(({ pieces }) => textOf(pieces) ?? '').filter((name) => /^[A-Za-z_]\w*$/.test(name));
}
