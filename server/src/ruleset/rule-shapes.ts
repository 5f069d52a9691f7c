/**
 * The shapes of the rules of a dump: which options stand in which order, and the values that matter for what may follow. A
 * dump has few of them, and what is right about one rule of a shape is right about all.
 */

import { findMatch, findTarget } from '../modules/index';
import { resolveOption, resolveShortOption } from '../modules/option-names';
import type { Family, Module, Option, Value } from '../modules/types';
import { type OrdinaryValue, ordinaryValue } from './ordinary-values';
import { protocolMatch } from './rule';

/** A place between two options, or the end of a rule. */
export interface Shape {
  /** What the options up to here have loaded, in order. */
  loaded: readonly Module[];
  /** The match that the protocol up to here may load; '' without `-p`. */
  protocol: string;
  /** What may follow, by a number made of the option's characters; null for what is not ordinary here. */
  options: Map<number, ShapeOption | null>;
  /** Whether rules that end here have nothing wrong in them; undefined as long as none was judged. */
  sound: boolean | undefined;
  /** The places in which such rules are refused. */
  forbidden: number;
}

/** An option as a rule of that shape writes it. */
export interface ShapeOption {
  word: string;
  isTarget: boolean;
  next: Shape | ShapeValue;
}

/** A value that has to follow. */
export interface ShapeValue {
  /** Reads text that may be quoted, where that is all that the value is. */
  isText: boolean;
  read: OrdinaryValue;
  /** What follows, by the class of the value. */
  next: (Shape | ShapeValue)[];
  option: Option;
  index: number;
  before: Shape;
  module: Module | undefined;
}

export interface RuleShapes {
  family: Family;
  first: Shape;
  /** Shapes and values so far. */
  count: number;
  /** The readers of values that matter to other options of their module, and of those that do not. */
  readers: Record<'matters' | 'alone', Map<Value, OrdinaryValue>>;
}

/** More than any real dump has: a hostile one does not get further memory, its rules are read one by one. */
const mostShapes = 20_000;

const ordinaryParameters = new Set([
  'protocol',
  'source',
  'destination',
  'in-interface',
  'out-interface',
  'fragments',
  'match',
  'jump',
]);

export function createShapes(family: Family): RuleShapes {
  return { family, first: createShape([], ''), count: 1, readers: { matters: new Map(), alone: new Map() } };
}

export function isShape(next: Shape | ShapeValue): next is Shape {
  return 'options' in next;
}

/** What an option leads to that was not met in this place before; null when it is not ordinary here. */
export function addOption(
  shapes: RuleShapes,
  shape: Shape,
  hash: number,
  word: string,
  inverted: boolean,
): ShapeOption | null {
  if (shapes.count >= mostShapes) return null;
  const found = ordinaryOption(shapes, shape, word, inverted);
  shape.options.set(hash, found);
  shapes.count++;
  return found;
}

function ordinaryOption(shapes: RuleShapes, shape: Shape, word: string, inverted: boolean): ShapeOption | null {
  const loaded = [...shape.loaded];
  const found = resolve(shapes, shape, word, loaded);
  if (!found) return null;
  const { option, module } = found;
  if (option.optionalValues || (!module && !ordinaryParameters.has(option.name))) return null;
  if (inverted && option.inversion === undefined) return null;
  const before = { ...shape, loaded };
  const isTarget = !module && option.name === 'jump';
  return { word, isTarget, next: behind(shapes, before, option, module, 0) };
}

function resolve(
  { family }: RuleShapes,
  { protocol }: Shape,
  word: string,
  loaded: Module[],
): { option: Option; module: Module | undefined } | undefined {
  if (word.charCodeAt(1) !== 45 /* - */) {
    const option = word.length === 2 ? resolveShortOption(word.charAt(1)) : undefined;
    return option && { option, module: undefined };
  }
  const found = resolveOption(word.slice(2), loaded);
  if (found.kind === 'found') return found;
  const match = found.kind === 'unknown' ? findMatch(protocol, family) : undefined;
  if (!match || loaded.includes(match)) return undefined;
  loaded.push(match);
  const again = resolveOption(word.slice(2), loaded);
  return again.kind === 'found' ? again : undefined;
}

/** The shape or value behind an option and its first `index` values. */
function behind(
  shapes: RuleShapes,
  before: Shape,
  option: Option,
  module: Module | undefined,
  index: number,
): Shape | ShapeValue {
  const value = option.values?.[index];
  if (!value) return createShape(before.loaded, before.protocol);
  const isText = value.kind === 'text' && value.tooLong === 'cut' && !value.min && !value.fileName && !value.oneLine;
  return { isText, read: readerOf(shapes, value, module), next: [], option, index, before, module };
}

function readerOf({ readers, family }: RuleShapes, value: Value, module: Module | undefined): OrdinaryValue {
  const matters = module !== undefined && dependsOnValues(module);
  const ofKind = matters ? readers.matters : readers.alone;
  const known = ofKind.get(value);
  if (known) return known;
  const reader = ordinaryValue(value, matters, family);
  ofKind.set(value, reader);
  return reader;
}

function dependsOnValues({ rules, options }: Module): boolean {
  return rules !== undefined || options.some(({ after }) => after?.value !== undefined);
}

/** What follows a value of a class that was not met in this place before; `text` is the value. Undefined when there is no room. */
export function addValue(
  shapes: RuleShapes,
  value: ShapeValue,
  valueClass: number,
  text: string,
): Shape | ShapeValue | undefined {
  if (shapes.count >= mostShapes) return undefined;
  const { option, module, index } = value;
  const before = module ? value.before : afterParameter(shapes.family, value.before, option, text);
  const next = behind(shapes, before, option, module, index + 1);
  value.next[valueClass] = next;
  shapes.count++;
  return next;
}

function afterParameter(family: Family, shape: Shape, { name }: Option, text: string): Shape {
  const load = (module: Module | undefined) => (module ? { ...shape, loaded: [...shape.loaded, module] } : shape);
  switch (name) {
    case 'protocol':
      return { ...shape, protocol: protocolMatch(text) };
    case 'match':
      return load(findMatch(text, family));
    case 'jump':
      return load(findTarget(text, family));
    default:
      return shape;
  }
}

function createShape(loaded: readonly Module[], protocol: string): Shape {
  return { loaded, protocol, options: new Map(), sound: undefined, forbidden: 0 };
}
