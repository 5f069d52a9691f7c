/** Assignments: `NAME=value`, `NAME+=value`, `NAME=(…)`, `NAME[index]=value`. */

import type { Span } from '../syntax/span';
import { expandValue, expandWord, type Reader } from './expand';
import { lexCommand } from './lexer';
import { lookUp, type Shell } from './shell-state';
import { nameEnd } from './skip';
import {
  arithmetic,
  forget,
  keyOf,
  readArray,
  readMap,
  readVariable,
  setArray,
  setMap,
  setVariable,
} from './variables';
import { decidedText, literal, type Piece, unknown } from './word';

interface Assignment {
  name: string;
  /** What stands in `[…]`. */
  index: Span | undefined;
  appends: boolean;
  value: Span;
}

/** The assignment that a word is; undefined when it is none. */
export function assignmentAt(text: string, { start, end }: Span): Assignment | undefined {
  const stop = nameEnd(text, start, end);
  if (stop === start) return undefined;
  const close = text[stop] === '[' ? text.indexOf(']', stop) : -1;
  const behind = close > 0 && close < end ? close + 1 : stop;
  const appends = text[behind] === '+';
  const equals = appends ? behind + 1 : behind;
  if (equals >= end || text[equals] !== '=') return undefined;
  const index = behind > stop ? { start: stop + 1, end: behind - 1 } : undefined;
  return { name: text.slice(start, stop), index, appends, value: { start: equals + 1, end } };
}

/** Makes an assignment. Returns what takes it back, for those that stand in front of a command. */
export function assign(reader: Reader, word: Span): () => void {
  const { shell, source } = reader;
  const assignment = assignmentAt(source.text, word)!;
  const key = keyOf(shell, assignment.name);
  const before = lookUp(shell, key);
  if (source.text[assignment.value.start] === '(') assignArray(reader, assignment);
  else if (assignment.index !== undefined) assignItem(reader, assignment, assignment.index);
  else assignValue(reader, assignment);
  return () => {
    if (before) shell.own.set(key, before);
    else shell.own.delete(key);
  };
}

function assignValue(reader: Reader, { name, appends, value }: Assignment): void {
  const { shell, source } = reader;
  const pieces = expandValue(reader, value);
  reader.context.machine.work -= pieces.length / 4;
  const place = source.place(value.start, value.end);
  const empty = [literal('', place, false)];
  if (!appends) {
    setVariable(shell, name, pieces.length > 0 ? pieces : empty);
    return;
  }
  const before = readVariable(shell, name);
  const start = before.state === 'set' ? before.pieces : before.state === 'unset' ? [] : [unknown(`$${name}`, place)];
  setVariable(shell, name, [...start, ...pieces]);
}

function assignArray(reader: Reader, assignment: Assignment): void {
  const { shell, source } = reader;
  const { name, value } = assignment;
  const inside = { start: value.start + 1, end: source.text[value.end - 1] === ')' ? value.end - 1 : value.end };
  const words = arrayWords(source.text, inside);
  const map = readMap(shell, name);
  if (map) assignMap(reader, name, words, assignment.appends ? map : new Map());
  else assignList(reader, assignment, words);
}

function assignList(reader: Reader, { name, appends, value }: Assignment, words: readonly Span[]): void {
  const { shell, source } = reader;
  if (words.some((word) => /^\[[^\]]*\]=/.test(source.text.slice(word.start, word.end)))) {
    forget(shell, name, source.place(value.start, value.end));
    return;
  }
  const items = words.flatMap((word) => expandWord(reader, word));
  const before = appends ? ownItems(shell, name) : [];
  const isKnown = items.every(({ pieces }) => pieces.every(({ many }) => !many));
  if (isKnown && before) setArray(shell, name, [...before, ...items.map(({ pieces }) => pieces)]);
  else forget(shell, name, source.place(value.start, value.end));
}

/** The items of an array; none where only the environment may hold the variable, undefined when they are not known. */
function ownItems(shell: Shell, name: string): readonly (readonly Piece[])[] | undefined {
  return lookUp(shell, keyOf(shell, name)) ? readArray(shell, name) : [];
}

/** The items of an array may stand on several lines. */
function arrayWords(text: string, { start, end }: Span): Span[] {
  const words: Span[] = [];
  for (let i = start; i < end; ) {
    const found = lexCommand(text, { start: i, end }).words;
    words.push(...found);
    const newline = text.indexOf('\n', found.at(-1)?.end ?? i);
    i = newline < 0 ? end : newline + 1;
  }
  return words;
}

/** `NAME=([key]=value …)`, `NAME=(key value …)`. */
function assignMap(
  reader: Reader,
  name: string,
  words: readonly Span[],
  before: ReadonlyMap<string, readonly Piece[]>,
): void {
  const { shell, source } = reader;
  const items = new Map(before);
  const plain: Span[] = [];
  for (const word of words) {
    const close = source.text.startsWith('[', word.start) ? source.text.indexOf(']=', word.start) : -1;
    if (close < 0 || close >= word.end) plain.push(word);
    else setKey(reader, items, { start: word.start + 1, end: close }, { start: close + 2, end: word.end });
  }
  for (let at = 0; at < plain.length; at += 2) setKey(reader, items, plain[at]!, plain[at + 1]);
  const [first] = words;
  if (!items.has(unknownKey)) setMap(shell, name, items);
  else forget(shell, name, source.place(first!.start, words.at(-1)!.end));
}

/** No key of bash is empty. */
const unknownKey = '';

function setKey(reader: Reader, items: Map<string, readonly Piece[]>, key: Span, value: Span | undefined): void {
  items.set(decidedText(expandValue(reader, key)) ?? unknownKey, value ? expandValue(reader, value) : []);
}

function assignItem(reader: Reader, assignment: Assignment, index: Span): void {
  const map = readMap(reader.shell, assignment.name);
  if (map) assignKey(reader, assignment, index, map);
  else assignNumbered(reader, assignment, index);
}

function assignNumbered(reader: Reader, { name, appends, value }: Assignment, index: Span): void {
  const { shell, source } = reader;
  const place = source.place(value.start, value.end);
  const items = ownItems(shell, name);
  const at = arithmetic(shell, source.text.slice(index.start, index.end), place);
  if (!items || at === undefined || at < 0 || at > items.length || appends) forget(shell, name, place);
  else setArray(shell, name, [...items.slice(0, at), expandValue(reader, value), ...items.slice(at + 1)]);
}

function assignKey(
  reader: Reader,
  { name, appends, value }: Assignment,
  index: Span,
  map: ReadonlyMap<string, readonly Piece[]>,
): void {
  const key = decidedText(expandValue(reader, index));
  const before = appends && key !== undefined ? (map.get(key) ?? []) : [];
  if (!key) forget(reader.shell, name, reader.source.place(value.start, value.end));
  else setMap(reader.shell, name, new Map(map).set(key, [...before, ...expandValue(reader, value)]));
}
