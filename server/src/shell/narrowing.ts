/** What a branch of `case` knows of a variable or argument that nobody knew before: it is one of the texts that the branch is for. */

import type { Span } from '../syntax/span';
import { lookUp, type Shell } from './shell-state';
import { keyOf, readVariable, setVariable } from './variables';
import { isMany, literal, type Piece, unknown } from './word';

const mostTexts = 8;

const nothing = () => {};

/** The subject of a `case` that is a variable or an argument as it is: `$1`, `"${NAME}"`. */
const plain = /^"?\$(?:\{(\w+)\}|(\w+))"?$/;

/** Lets a shell know that the subject is one of some texts. Returns what takes that back, where nothing else was set by then. */
export function narrow(shell: Shell, subject: string, texts: readonly string[] | undefined, place: Span): () => void {
  const [, braced, bare] = plain.exec(subject) ?? [];
  const name = braced ?? bare;
  if (name === undefined || !texts || texts.length === 0 || texts.length > mostTexts) return nothing;
  return /^\d/.test(name)
    ? narrowArgument(shell, Number(name), texts, place)
    : narrowVariable(shell, name, texts, place);
}

function narrowArgument(shell: Shell, number: number, texts: readonly string[], place: Span): () => void {
  const { args } = shell;
  const at = number - 1;
  if (at < 0 || args.slice(0, at).some(isMany)) return nothing;
  const word = args[at];
  const isRest = word !== undefined && isMany(word);
  if (word?.pieces.length !== 1 || word.pieces[0]!.text !== undefined) return nothing;
  const own = { ...word, pieces: [oneOf(texts, isRest ? unknown(`$${number}`, place) : word.pieces[0]!, place)] };
  const narrowed = [...args.slice(0, at), own, ...args.slice(isRest ? at : at + 1)];
  shell.args = narrowed;
  return () => {
    if (shell.args === narrowed) shell.args = args;
  };
}

function narrowVariable(shell: Shell, name: string, texts: readonly string[], place: Span): () => void {
  const reading = readVariable(shell, name);
  if (reading.state === 'unset') return nothing;
  const [only, ...others] = reading.state === 'set' ? reading.pieces : [unknown(`$${name}`, place)];
  if (!only || only.text !== undefined || only.many || only.status || others.length > 0) return nothing;
  const key = keyOf(shell, name);
  const before = shell.own.get(key);
  setVariable(shell, name, [oneOf(texts, only, place)]);
  const narrowed = shell.own.get(key);
  return () => {
    if (lookUp(shell, key) !== narrowed) return;
    if (before) shell.own.set(key, before);
    else shell.own.delete(key);
  };
}

function oneOf(texts: readonly string[], piece: Piece, place: Span): Piece {
  const [only] = texts;
  return texts.length === 1 ? literal(only!, place, false) : { ...piece, choices: texts };
}
