/** `export`, `local`, `declare` and `readonly`. */

import type { Span } from '../syntax/span';
import type { Context } from './context';
import { lookUp, type Shell } from './shell-state';
import { type Status, succeeded } from './status';
import { forget, readMap, refer, setArray, setMap, setVariable } from './variables';
import { decidedText, isMany, literal, type Piece, slicePiece, textOf, type Word } from './word';

/** Sets the variables that are named with a value; a local one is what it was before when the function ends. */
export function declare(words: readonly Word[], context: Context, shell: Shell, span: Span): Status {
  const name = textOf(words[0]!.pieces);
  const options = words.filter(({ pieces }) => textOf(pieces)?.startsWith('-')).map(({ pieces }) => textOf(pieces)!);
  const isLocal =
    name === 'local' || ((name === 'declare' || name === 'typeset') && !options.some((each) => each.includes('g')));
  for (const word of words.slice(1)) {
    const declared = splitDeclaration(word);
    if (!declared) continue;
    const key = `$${declared.name}`;
    if (isLocal && !context.locals.has(key)) context.locals.set(key, lookUp(shell, key));
    if (isLocal && context.active.length > 0) refer(shell, declared.name, undefined);
    if (declared.value && options.some((each) => /^-\w*n/.test(each)))
      referTo(declared.name, declared.value, shell, span);
    else if (declared.value)
      setVariable(shell, declared.name, declared.value.length > 0 ? declared.value : [literal('', span, false)]);
    else if (options.some((each) => each.includes('A'))) declareMap(declared.name, context, shell);
    else if (options.some((each) => each.includes('a'))) setArray(shell, declared.name, []);
    else if (isLocal) setVariable(shell, declared.name, undefined);
  }
  return succeeded;
}

/** `local -n NAME=OTHER`: another name of a variable. */
function referTo(name: string, value: readonly Piece[], shell: Shell, span: Span): void {
  const other = decidedText(value) ?? '';
  const meant = shell.references?.get(other) ?? other;
  if (meant === name) return;
  const isName = /^[A-Za-z_]\w*$/.test(meant);
  refer(shell, name, isName ? meant : undefined);
  if (!isName) forget(shell, name, span);
}

/** Outside of functions a second declaration changes nothing. */
function declareMap(name: string, { active }: Context, shell: Shell): void {
  if (active.length > 0 || !readMap(shell, name)) setMap(shell, name, new Map());
}

/** The name, and the value behind the first `=`. */
function splitDeclaration(word: Word): { name: string; value: Piece[] | undefined } | undefined {
  const [first, ...others] = word.pieces;
  const found = /^([A-Za-z_]\w*)(=?)/.exec(first?.text ?? '');
  if (!first || !found || (isMany(word) && !found[2])) return undefined;
  const [all, name, equals] = found as unknown as [string, string, string];
  if (!equals) return all.length === first.text!.length && others.length === 0 ? { name, value: undefined } : undefined;
  const rest = slicePiece(first, all.length, first.text!.length);
  return { name, value: [...(rest.text ? [rest] : []), ...others] };
}
