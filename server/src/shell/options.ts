/** Options of shells that are set by name: `shopt -s lastpipe`, `set -o pipefail`. */

import type { Context } from './context';
import { type Binding, lookUp, type Shell } from './shell-state';
import { type Status, undecided } from './status';
import { literal, textOf, type Word } from './word';

const on: Binding = { type: 'value', value: [literal('on', { start: 0, end: 0 }, false)] };
const off: Binding = { type: 'value', value: undefined };

/** `shopt -s NAMES`, `shopt -u NAMES`. */
export function shopt(words: readonly Word[], _: Context, shell: Shell): Status {
  const [option, ...names] = words.slice(1).map(({ pieces }) => textOf(pieces) ?? '');
  const sets = option === '-s' || option === '-qs';
  if (sets || option === '-u' || option === '-qu') for (const name of names) setOption(shell, name, sets);
  return undecided;
}

/** Sets an option, or takes it back. */
export function setOption(shell: Shell, name: string, isSet: boolean): void {
  shell.own.set(keyOf(name), isSet ? on : off);
}

/** True when an option is surely set. */
export function isOn(shell: Shell, name: string): boolean {
  const found = lookUp(shell, keyOf(name));
  return found?.type === 'value' && found.value?.[0]?.text !== undefined;
}

function keyOf(name: string): string {
  return `!${name}`;
}
