/** `unset`: variables and functions are taken away. */

import type { Context } from './context';
import { type Binding, lookUp, type Shell } from './shell-state';
import { type Status, succeeded } from './status';
import { forget, plainNames, readVariable, refer, setVariable } from './variables';
import { textOf, type Word } from './word';

/** Runs `unset NAMES`. */
export function unset(words: readonly Word[], { dialect }: Context, shell: Shell): Status {
  const option = /^-[fnv]$/.exec(textOf(words[1]?.pieces ?? []) ?? '')?.[0];
  for (const { pieces } of words.slice(1)) unsetFunction(shell, textOf(pieces) ?? '', option, dialect);
  if (option === '-f') return succeeded;
  for (const name of plainNames(words.slice(1))) {
    if (option === '-n') refer(shell, name, undefined);
    setVariable(shell, name, undefined);
  }
  for (const name of itemNames(words)) forget(shell, name, words[0]!.span);
  return succeeded;
}

const noFunction: Binding = { type: 'function', definitions: [undefined] };

/** Without an option bash means a function where there is no variable of that name. */
function unsetFunction(shell: Shell, name: string, option: string | undefined, dialect: Context['dialect']): void {
  if (lookUp(shell, `${name}()`) === undefined) return;
  const mayMean = dialect === 'bash' && option === undefined && readVariable(shell, name).state !== 'set';
  if (option === '-f' || mayMean) shell.own.set(`${name}()`, noFunction);
}

/** The arrays of which items are named: `NAME[index]`. */
function itemNames(words: readonly Word[]): string[] {
  return words.flatMap(({ pieces }) => /^([A-Za-z_]\w*)\[/.exec(pieces[0]?.text ?? '')?.[1] ?? []);
}
