/** Whether two things are the same in all that is known of them, the places of their letters too: then nobody can tell which one is used. */

import type { Span } from '../syntax/span';
import type { Binding, FunctionDefinition } from './shell-state';
import { areSameLetters, lettersAt } from './source';
import type { Piece } from './word';

/** True for identical bindings; where both are undefined too. */
export function isIdentical(a: Binding | undefined, b: Binding | undefined): boolean {
  if (a === b) return true;
  if (a?.type === 'function' && b?.type === 'function') return areSameFunctions(a.definitions, b.definitions);
  if (a?.type === 'array' && b?.type === 'array')
    return a.items.length === b.items.length && a.items.every((item, index) => areIdentical(item, b.items[index]!));
  if (a?.type === 'map' && b?.type === 'map') return areIdenticalMaps(a.items, b.items);
  if (a?.type !== 'value' || b?.type !== 'value') return false;
  return a.value && b.value ? areIdentical(a.value, b.value) : a.value === b.value;
}

function areIdenticalMaps(a: ReadonlyMap<string, readonly Piece[]>, b: ReadonlyMap<string, readonly Piece[]>): boolean {
  if (a.size !== b.size) return false;
  return [...a].every(([key, item]) => {
    const other = b.get(key);
    return other !== undefined && areIdentical(item, other);
  });
}

type Definitions = Extract<Binding, { type: 'function' }>['definitions'];

/** True for the same definitions in the same order. */
export function areSameFunctions(a: Definitions, b: Definitions): boolean {
  return a === b || (a.length === b.length && a.every((each, index) => isSameFunction(each, b[index])));
}

/** True for one definition, and for two that were read from the same letters: what is kept from another version was read then. */
export function isSameFunction(a: FunctionDefinition | undefined, b: FunctionDefinition | undefined): boolean {
  if (!a || !b || a.statement === b.statement) return a?.statement === b?.statement;
  const [one, other] = [a, b].map(({ statement, source }) => lettersAt(source, statement));
  return one !== undefined && other !== undefined && areSameLetters(one, other);
}

/** True for identical values. */
export function areIdentical(a: readonly Piece[], b: readonly Piece[]): boolean {
  return a === b || (a.length === b.length && a.every((piece, index) => isSamePiece(piece, b[index]!)));
}

function isSamePiece(a: Piece, b: Piece): boolean {
  if (a === b) return true;
  return (
    a.text === b.text &&
    a.name === b.name &&
    isSameSpan(a.span, b.span) &&
    a.exact === b.exact &&
    isSameSpan(a.from, b.from) &&
    a.assumed === b.assumed &&
    isSameSettable(a.settable, b.settable) &&
    a.many === b.many &&
    a.origin === b.origin &&
    a.choices?.join('\0') === b.choices?.join('\0') &&
    isSameStatus(a.status, b.status)
  );
}

function isSameSpan(a: Span | undefined, b: Span | undefined): boolean {
  return a === b || (a?.start === b?.start && a?.end === b?.end);
}

function isSameSettable(a: Piece['settable'], b: Piece['settable']): boolean {
  if (a === b) return true;
  return a?.name === b?.name && a?.origin === b?.origin && a?.many === b?.many && a?.apart === b?.apart;
}

/** A status without a call says nothing but what it is. */
function isSameStatus(a: Piece['status'], b: Piece['status']): boolean {
  if (a === b) return true;
  return (
    a !== undefined &&
    b !== undefined &&
    a.ok === b.ok &&
    a.likely === b.likely &&
    !a.test &&
    !b.test &&
    !a.given &&
    !b.given
  );
}
