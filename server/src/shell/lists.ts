/** Expansions that make any number of arguments: `$@`, `$*`, `${name[@]}`, `${!name[@]}`, and what operators make of them. */

import type { Span } from '../syntax/span';
import type { Reader } from './expand';
import type { Fragment } from './fields';
import type { Form } from './parameter-forms';
import { isDefaulting, operate, partAsked } from './parameter-operators';
import { defaultWord, made, unknownAt } from './parameters';
import type { Shell } from './shell-state';
import { numberPiece, readArray, readMap, separatorsOf } from './variables';
import { isMany, literal, type Piece, seenAt, unknown } from './word';

type Item = readonly Piece[];

/** True for forms that stand for all items. */
export function isList({ name, index }: Form): boolean {
  return name === '@' || name === '*' || index === '@' || index === '*';
}

/** What a form that stands for all items becomes; `span` is its place in what is read. */
export function expandList(reader: Reader, span: Span, form: Form, quoted: boolean): Fragment[] {
  const place = reader.source.place(span.start, span.end);
  if (form.length) return [made(countOf(reader, place, form), quoted)];
  const items = itemsOf(reader, form);
  const { operator } = form;
  if (operator === undefined) return listed(reader, items, place, form, quoted);
  if (isDefaulting(operator)) return orOther(reader, items, span, form, quoted);
  const changed = operator === ':' ? partOfList(reader, items, form) : changedItems(reader, items, span, form, quoted);
  return changed ? listed(reader, changed, place, form, quoted) : [made(unknownAt(reader, span, false), quoted)];
}

function countOf({ shell }: Reader, place: Span, form: Form): Piece {
  if (form.index === undefined) return countArguments(shell.args, place)[0]!;
  const size = readArray(shell, form.name)?.length ?? readMap(shell, form.name)?.size;
  return size === undefined ? unknown(`\${#${form.name}}`, place) : numberPiece(size, place);
}

/** `$#`. */
export function countArguments(args: Shell['args'], place: Span): Piece[] {
  return [args.some(isMany) ? unknown('$#', place) : numberPiece(args.length, place)];
}

/** The items; undefined when they are not known. */
function itemsOf({ shell }: Reader, { name, index, keys }: Form): readonly Item[] | undefined {
  if (keys) return keysOf(shell, name);
  return index === undefined ? shell.args.map(({ pieces }) => pieces) : readArray(shell, name);
}

function keysOf(shell: Shell, name: string): readonly Item[] | undefined {
  const map = readMap(shell, name);
  const keys = map ? [...map.keys()] : readArray(shell, name)?.map((_, index) => String(index));
  return map && map.size > 1 ? undefined : keys?.map((key) => [literal(key, { start: 0, end: 0 }, false)]);
}

/** `${@:-word}`, `${name[@]+"${name[@]}"}`: the word, the items, or nothing. */
function orOther(
  reader: Reader,
  items: readonly Item[] | undefined,
  span: Span,
  form: Form,
  quoted: boolean,
): Fragment[] {
  const place = reader.source.place(span.start, span.end);
  const value = items ? (items.length > 0 ? items.flat() : 'unset') : [unknown(`$${form.name}`, place)];
  const result = operate(reader, form, value, span, quoted);
  if (result === 'word') return defaultWord(reader, form, quoted, false);
  if (result === 'unset') return listed(reader, [], place, form, quoted);
  return result ? listed(reader, items, place, form, quoted) : [made(unknownAt(reader, span, false), quoted)];
}

/** Each item as the operator changes it: `${name[@]#prefix}`. */
function changedItems(
  reader: Reader,
  items: readonly Item[] | undefined,
  span: Span,
  form: Form,
  quoted: boolean,
): Item[] | undefined {
  if (items?.some(isManyOf)) return undefined;
  return items?.map((item) => operate(reader, form, item, span, quoted) as Item);
}

/** `${@:offset:length}`, in which `$0` is the first, and `${name[@]:offset:length}`; undefined when it is not known which items these are. */
function partOfList(reader: Reader, items: readonly Item[] | undefined, form: Form): readonly Item[] | undefined {
  const asked = partAsked(reader, form);
  if (!items || !asked) return undefined;
  const all = form.index === undefined ? [[unknown('$0', { start: 0, end: 0 })], ...items] : items;
  const start = asked.offset < 0 ? all.length + asked.offset : asked.offset;
  const end = asked.length === undefined ? undefined : start + asked.length;
  if (start < 0) return [];
  const firstMany = all.findIndex(isManyOf);
  const isCounted = firstMany < 0 || (asked.offset >= 0 && (end ?? start) <= firstMany);
  return isCounted && (asked.length ?? 0) >= 0 ? all.slice(start, end) : undefined;
}

function isManyOf(item: Item): boolean {
  return item.some(({ many }) => many);
}

function listed(
  { shell }: Reader,
  items: readonly Item[] | undefined,
  place: Span,
  { name, index }: Form,
  quoted: boolean,
): Fragment[] {
  if (!items) return [made(unknown(`$${name}`, place, true), quoted)];
  const isJoined = quoted && (name === '*' || index === '*');
  const between = isJoined ? separatorsOf(shell).slice(0, 1) : '';
  const fragments: Fragment[] = [];
  for (const [at, item] of items.entries()) {
    if (at > 0) fragments.push(isJoined ? made(literal(between, place, false), true) : 'gap');
    const own = index === undefined && !isJoined ? item : seenAt(item, place);
    for (const piece of own)
      fragments.push(made(piece.text === undefined ? { ...piece, many: piece.many || !quoted } : piece, quoted));
    if (own.length === 0) fragments.push(made(literal('', place, false), quoted));
  }
  return fragments.length === 0 && isJoined ? [made(literal('', place, false), true)] : fragments;
}
