/** `export`, `local`, `declare` and `readonly`. */

import type { Span } from '../syntax/span';
import type { Context } from './context';
import { lookUp, type Shell } from './shell-state';
import { type Status, succeeded } from './status';
import { forget, readMap, setArray, setMap, setVariable } from './variables';
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
    if (declared.value && options.some((each) => /^-\w*n/.test(each)))
      refer(declared.name, declared.value, context, shell, span);
    else if (declared.value)
      setVariable(shell, declared.name, declared.value.length > 0 ? declared.value : [literal('', span, false)]);
    else if (options.some((each) => each.includes('A'))) declareMap(declared.name, context, shell);
    else if (options.some((each) => each.includes('a'))) setArray(shell, declared.name, []);
    else if (isLocal) setVariable(shell, declared.name, undefined);
  }
  return succeeded;
}

/** `local -n NAME=OTHER`: another name of a variable, which is followed as long as nothing is put into it. */
function refer(name: string, value: readonly Piece[], context: Context, shell: Shell, span: Span): void {
  const other = decidedText(value) ?? '';
  const isName = /^[A-Za-z_]\w*$/.test(other);
  const binding = isName ? lookUp(shell, `$${other}`) : undefined;
  if (binding && !mayChange(name, context)) shell.own.set(`$${name}`, binding);
  else forget(shell, name, span);
  if (isName && mayChange(name, context)) forget(shell, other, span);
}

/** True when the function that runs may put something into a variable, apart from its declaration. */
function mayChange(name: string, { active, source }: Context): boolean {
  const body = active.at(-1)?.body;
  if (!body) return true;
  const text = source.text.slice(body.start, body.end);
  const assigned = text.match(new RegExp(`\\b${name}(?:\\[[^\\]\\n]{0,100}\\])?\\+?=`, 'g')) ?? [];
  const isRead = new RegExp(`\\b(?:read|mapfile|readarray|unset|printf)\\b.{0,100}\\b${name}\\b`).test(text);
  return assigned.length > 1 || isRead;
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
