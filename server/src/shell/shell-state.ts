/** What a shell knows while it runs: variables, functions, files that it wrote. Branches work on layers that are joined behind them. */

import type { Span } from '../syntax/span';
import { areSameFunctions, isSameFunction } from './identical';
import { sameProgram } from './programs';
import type { Source } from './source';
import type { FunctionStatement, ShellTree } from './tree';
import { decidedText, literal, type Piece, sameValue, unknown, type Word } from './word';

export interface FunctionDefinition {
  statement: FunctionStatement;
  source: Source;
  tree: ShellTree;
}

/** What a name stands for; `value` undefined is a variable that is unset. */
export type Binding =
  | { type: 'value'; value: readonly Piece[] | undefined }
  | { type: 'array'; items: readonly (readonly Piece[])[] }
  /** An associative array, in the order of writing: bash goes through it in another. */
  | { type: 'map'; items: ReadonlyMap<string, readonly Piece[]> }
  /** One for each way that the shell may have come; undefined where no function has that name. */
  | { type: 'function'; definitions: readonly (FunctionDefinition | undefined)[] }
  /** One for each way that the shell may have come; an empty text does nothing. */
  | { type: 'trap'; texts: readonly (readonly Piece[])[] };

/** Names are written `$NAME`, `name()`, `>file`, and `!EXIT` for what the shell does some time. */
export type Bindings = ReadonlyMap<string, Binding>;

export interface Shell {
  readonly under: Shell | undefined;
  readonly own: Map<string, Binding>;
  /** The positional parameters. */
  args: readonly Word[];
  /** `set -e`. */
  errexit: boolean;
  /** Other names of variables (`local -n`), and what they stand for; undefined where there is none. */
  references: ReadonlyMap<string, string> | undefined;
  /** False behind `exit`, `return`, `break` or `continue`. */
  alive: boolean;
  /** Where somebody wants to know it, what was looked up in this layer, and found. */
  looks?: Looks | undefined;
}

interface Looks {
  found: Map<string, Binding | undefined>;
  /** True when somebody asked for all that is bound. */
  all: boolean;
}

/** A name that was looked up, and what it was bound to. */
export interface Look {
  name: string;
  found: Binding | undefined;
}

/** Runs something, and says what it looked up in a shell on the way; `hasAll` when somebody asked for all that is bound. */
export function recordLooks<Result>(
  shell: Shell,
  run: () => Result,
): { looks: readonly Look[]; hasAll: boolean; result: Result } {
  const others = shell.looks;
  const own: Looks = { found: new Map(), all: false };
  shell.looks = own;
  const result = run();
  shell.looks = others;
  const looks = [...own.found].map(([name, found]): Look => ({ name, found }));
  if (others) {
    for (const { name, found } of looks) others.found.set(name, found);
    others.all ||= own.all;
  }
  return { looks, hasAll: own.all, result };
}

/** A shell in which nothing is set yet. */
export function newShell(args: readonly Word[]): Shell {
  return { under: undefined, own: new Map(), args, errexit: false, references: undefined, alive: true };
}

/** A layer over a shell: what is set in it stays in it. */
export function fork(shell: Shell): Shell {
  const { args, errexit, references, alive } = shell;
  return { under: shell, own: new Map(), args, errexit, references, alive };
}

/** What a name is bound to in the innermost layer that binds it; undefined where none does. */
export function lookUp(shell: Shell, name: string): Binding | undefined {
  let layer: Shell | undefined = shell;
  let found: Binding | undefined;
  let isLooked = false;
  for (; layer && !found; layer = layer.under) {
    found = layer.own.get(name);
    isLooked ||= layer.looks !== undefined;
  }
  if (isLooked)
    for (let each: Shell | undefined = shell; each !== layer; each = each?.under) each?.looks?.found.set(name, found);
  return found;
}

/** Every name that is bound, with what it is bound to. */
export function allBindings(shell: Shell): Map<string, Binding> {
  return changesSince(shell, undefined);
}

/** What was bound in the layers over `base`, `base` itself not counted. */
export function changesSince(shell: Shell, base: Shell | undefined): Map<string, Binding> {
  const changes = new Map<string, Binding>();
  for (let layer: Shell | undefined = shell; layer && layer !== base; layer = layer.under) {
    if (layer.looks) layer.looks.all = true;
    for (const [name, binding] of layer.own) if (!changes.has(name)) changes.set(name, binding);
  }
  return changes;
}

/** Takes over what one of several ways did: where they differ, the value is not known any more. */
export function join(shell: Shell, ways: readonly Bindings[], at: Span): void {
  const [only] = ways;
  if (only && ways.length === 1) {
    for (const [name, binding] of only) shell.own.set(name, binding);
    return;
  }
  const names = new Set<string>();
  for (const way of ways) for (const name of way.keys()) names.add(name);
  for (const name of names) {
    const found = ways.map((way) => way.get(name) ?? lookUp(shell, name));
    const first = found[0];
    const same = first !== undefined && found.every((each) => each !== undefined && sameBinding(first, each));
    shell.own.set(name, same ? first : differing(name, found, at));
  }
}

/** What a name stands for where the ways do not agree. */
function differing(name: string, found: readonly (Binding | undefined)[], at: Span): Binding {
  if (name.endsWith('()')) return { type: 'function', definitions: allDefinitions(found) };
  if (found.some((each) => each?.type === 'trap')) return { type: 'trap', texts: allTexts(found) };
  const values = found.map((each) => (each?.type === 'value' ? (each.value ?? []) : each ? undefined : []));
  if (!values.every((value) => value !== undefined)) return { type: 'value', value: [unknown(name, at)] };
  const alike = name.startsWith('>') ? sameStart(values, at) : sameProgram(values, name, at);
  return {
    type: 'value',
    value: alike ?? [{ ...unknown(name, at), choices: found.every(Boolean) ? choicesOf(values) : undefined }],
  };
}

const mostChoices = 8;
const longestChoice = 200;

/** The texts of which a value is one; undefined where one of them is not known, and for many or long ones. */
function choicesOf(values: readonly (readonly Piece[])[]): readonly string[] | undefined {
  const choices = new Set<string>();
  for (const pieces of values) {
    const text = decidedText(pieces);
    const own = text === undefined ? pieces.length === 1 && pieces[0]!.choices : [text];
    if (!own) return undefined;
    for (const each of own) choices.add(each);
  }
  return choices.size <= mostChoices && [...choices].every(({ length }) => length <= longestChoice)
    ? [...choices]
    : undefined;
}

function allDefinitions(found: readonly (Binding | undefined)[]): readonly (FunctionDefinition | undefined)[] {
  const all = found.flatMap((each) => (each?.type === 'function' ? each.definitions : [undefined]));
  return all.filter((each, index) => all.findIndex((other) => isSameFunction(each, other)) === index);
}

function allTexts(found: readonly (Binding | undefined)[]): readonly (readonly Piece[])[] {
  const texts = found.flatMap((each) => (each?.type === 'trap' ? each.texts : [[]]));
  return texts.filter((text, index) => texts.findIndex((each) => sameValue(each, text)) === index);
}

/** A file that got more lines on one way than on another. */
function sameStart(values: readonly (readonly Piece[])[], at: Span): readonly Piece[] | undefined {
  const [first = [], ...others] = values;
  let end = 0;
  while (end < first.length && others.every((value) => value[end] === first[end])) end++;
  const isLines = first[end - 1]?.text?.endsWith('\n');
  return isLines ? [...first.slice(0, end), unknown('$(…)', at, true), literal('\n', at, false)] : undefined;
}

function sameBinding(a: Binding, b: Binding): boolean {
  if (a === b) return true;
  if (a.type === 'function' && b.type === 'function') return areSameFunctions(a.definitions, b.definitions);
  if (a.type === 'array' && b.type === 'array') return sameValues(a.items, b.items);
  if (a.type === 'map' && b.type === 'map')
    return sameKeys(a.items, b.items) && sameValues([...a.items.values()], [...b.items.values()]);
  if (a.type === 'trap' && b.type === 'trap') return sameValues(a.texts, b.texts);
  if (a.type !== 'value' || b.type !== 'value') return false;
  return a.value && b.value ? sameValue(a.value, b.value) : a.value === b.value;
}

function sameKeys(a: ReadonlyMap<string, unknown>, b: ReadonlyMap<string, unknown>): boolean {
  const keys = [...b.keys()];
  return a.size === b.size && [...a.keys()].every((key, index) => key === keys[index]);
}

function sameValues(a: readonly (readonly Piece[])[], b: readonly (readonly Piece[])[]): boolean {
  return a.length === b.length && a.every((value, index) => sameValue(value, b[index]!));
}
