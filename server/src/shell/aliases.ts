/** Aliases: words that stand for others where a command begins, in lines that are read behind their definition. */

import type { Context } from './context';
import { expandInto, type Reader } from './expand';
import { lexCommand, type RawWord } from './lexer';
import { isOn } from './options';
import { allBindings, lookUp, type Shell } from './shell-state';
import { type Source, sourceOf } from './source';
import { type Status, succeeded } from './status';
import { type Piece, seenAt, slicePieces, textOf, type Word } from './word';

/** Under which a shell keeps an alias. */
const keyOf = (name: string) => `alias ${name}`;

/** `alias NAME=TEXT`. */
export function alias(words: readonly Word[], _: Context, shell: Shell): Status {
  for (const { pieces } of words.slice(1)) {
    const [found, name] = /^([^=]+)=/.exec(pieces[0]?.text ?? '') ?? [];
    if (!found) continue;
    const length = pieces.reduce((sum, { text }) => sum + (text?.length ?? 1), 0);
    setAlias(shell, name!, slicePieces(pieces, found.length, length));
  }
  return succeeded;
}

/** `unalias NAMES`, `unalias -a`. */
export function unalias(words: readonly Word[], _: Context, shell: Shell): Status {
  const names = words.slice(1).map(({ pieces }) => textOf(pieces) ?? '');
  const start = keyOf('');
  const all = names.includes('-a') ? [...allBindings(shell).keys()].filter((key) => key.startsWith(start)) : [];
  for (const name of [...names, ...all.map((key) => key.slice(start.length))]) setAlias(shell, name, undefined);
  return succeeded;
}

function setAlias(shell: Shell, name: string, value: readonly Piece[] | undefined): void {
  shell.own.set(keyOf(name), { type: 'value', value });
}

/** Adds what a command begins with in the place of aliases. Returns the index of the first word that is none. */
export function expandAliases(expanded: Word[], reader: Reader, words: readonly RawWord[], first: number): number {
  const { source } = reader;
  if (!source.breaksIn) return first;
  let at = first;
  for (let goesOn = true; goesOn && at < words.length; at++) {
    const { start, end } = words[at]!;
    const value = aliasAt(reader, source.text.slice(start, end), startOf(source));
    if (!value) break;
    const place = source.place(start, end);
    const own: Word[] = [];
    goesOn = expandText(own, reader, sourceOf(value), [source.text.slice(start, end)]);
    for (const { pieces } of own) expanded.push({ pieces: seenAt(pieces, place), span: place });
  }
  return at;
}

/** Adds the words of an alias, which may begin with another one. True when the next word may be an alias too, as behind `alias sudo='sudo '`. */
function expandText(expanded: Word[], reader: Reader, source: Source, names: readonly string[]): boolean {
  const { text } = source;
  const [first, ...others] = lexCommand(text, { start: 0, end: text.length }).words;
  if (!first) return false;
  const name = text.slice(first.start, first.end);
  const inner = names.includes(name) ? undefined : aliasAt(reader, name, startOf(reader.source));
  if (inner) expandText(expanded, reader, sourceOf(inner), [...names, name]);
  else expandInto(expanded, { ...reader, source }, first);
  for (const word of others) expandInto(expanded, { ...reader, source }, word);
  return /\s$/.test(text);
}

/** More than one command is not followed. */
const several = /[;|\n]|(?<![<>])&(?!>)/;

/** What a word stands for in what was read from a place on; undefined for one that is no alias there. */
function aliasAt({ context, shell }: Reader, word: string, readFrom: number): readonly Piece[] | undefined {
  if (!/^[\w.+-]+$/.test(word)) return undefined;
  const found = lookUp(shell, keyOf(word));
  const value = found?.type === 'value' ? found.value : undefined;
  const [first] = value ?? [];
  if (!first || first.span.start >= readFrom || several.test(textOf(value!) ?? '')) return undefined;
  return context.dialect === 'sh' || isOn(shell, 'expand_aliases') ? value : undefined;
}

/** Where the letters begin that the shell read before it ran any of them: whole lines, with all statements that begin in them. */
export function startOf(source: Source): number {
  return source.place(0, 0).start;
}
