/** Reading and setting variables. */

import type { Span } from '../syntax/span';
import { evaluate } from './arithmetic';
import { lookUp, type Shell } from './shell-state';
import { decidedText, isMany, literal, type Piece, textOf, unknown, type Word } from './word';

/** What a variable holds: `environment` says that the script never set it. */
export type Reading = { state: 'set'; pieces: readonly Piece[] } | { state: 'unset' } | { state: 'environment' };

/** A variable as one value; of an array the first item. */
export function readVariable(shell: Shell, name: string): Reading {
  const binding = lookUp(shell, `$${name}`);
  if (binding?.type === 'array')
    return binding.items[0] ? { state: 'set', pieces: binding.items[0] } : { state: 'unset' };
  if (binding?.type !== 'value') return { state: 'environment' };
  return binding.value ? { state: 'set', pieces: binding.value } : { state: 'unset' };
}

/** The items of an array, a plain variable being an array of one; undefined when they are not known. */
export function readArray(shell: Shell, name: string): readonly (readonly Piece[])[] | undefined {
  const binding = lookUp(shell, `$${name}`);
  if (binding?.type === 'array') return binding.items;
  if (binding?.type !== 'value') return undefined;
  if (binding.value?.some(({ text }) => text === undefined)) return undefined;
  return binding.value ? [binding.value] : [];
}

/** Sets a variable; undefined unsets it. */
export function setVariable(shell: Shell, name: string, value: readonly Piece[] | undefined): void {
  shell.own.set(`$${name}`, { type: 'value', value });
}

export function setArray(shell: Shell, name: string, items: readonly (readonly Piece[])[]): void {
  shell.own.set(`$${name}`, { type: 'array', items });
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
  const before = args.slice(0, number);
  if (before.some(isMany)) return [unknown(`$${number}`, span)];
  return before[number - 1]?.pieces;
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
  shell.args = shell.args.map((word, index) =>
    names.has(String(index + 1)) && isAssumed(word.pieces)
      ? { ...word, pieces: [unknown(`$${index + 1}`, word.span)] }
      : word,
  );
}

/** From now on something outside of the script may have set the variables: their values are no more than likely. */
export function doubtVariables(shell: Shell, names: Iterable<string>): void {
  for (const name of names) {
    const binding = lookUp(shell, name);
    if (binding?.type !== 'value' || !binding.value || !name.startsWith('$')) continue;
    shell.own.set(name, { type: 'value', value: binding.value.map((piece) => ({ ...piece, assumed: true })) });
  }
}
