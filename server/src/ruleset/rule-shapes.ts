/**
 * The shapes of the rules of a dump: which options stand in which order, and the values that matter for what may follow. A
 * dump has few of them, and what is right about one rule of a shape is right about all.
 */

import { findMatch, findTarget } from '../modules/index';
import { resolveOption, resolveShortOption } from '../modules/option-names';
import type { Family, Module, Option, Value } from '../modules/types';
import { type CommonForm, classOf, commonForm, type ValueClass, valueClasses } from './ordinary-values';
import { protocolMatch } from './rule';

/** A place between two options, or the end of a rule. */
export interface Shape {
  isShape: true;
  /** What the options up to here have loaded, in order. */
  loaded: readonly Module[];
  /** The match that the protocol up to here may load; '' without `-p`. */
  protocol: string;
  /** What was met here so far. */
  options: ShapeOption[];
  /** Whether rules that end here have nothing wrong in them; undefined as long as none was judged. */
  sound: boolean | undefined;
  /** The places in which such rules are refused. */
  forbidden: number;
}

/** An option as a rule of that shape writes it. */
export interface ShapeOption {
  word: string;
  inverted: boolean;
  isTarget: boolean;
  /** Undefined for a word that is not ordinary here. */
  next: Shape | ShapeValue | undefined;
}

/** A value that has to follow. */
export interface ShapeValue {
  isShape: false;
  /** Any text will do, or a text that has to be looked at; both may be quoted. */
  text: 'any' | 'looked-at' | undefined;
  read: CommonForm | undefined;
  /** Values that were met here so far and that have no common form. */
  words: ShapeWord[];
  /** What follows values by their class, where that is not their own. */
  byClass: (Shape | ShapeValue | undefined)[];
  /** What the value is of. */
  option: Option;
  index: number;
  before: Shape;
  module: Module | undefined;
}

/** A value as rules of that shape write it. */
export interface ShapeWord {
  /** With its quotes, where it has some. */
  word: string;
  /** Undefined for a word that is not right beyond doubt. */
  next: Shape | ShapeValue | undefined;
}

export interface RuleShapes {
  family: Family;
  first: Shape;
  /** Shapes, options and words so far. */
  count: number;
}

/** More than any real dump has: a hostile one does not get further memory, its rules are read one by one. */
const mostShapes = 20_000;

/** Options or values that are remembered in one place: going through more costs more than it saves. */
const mostInPlace = 48;

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
  return { family, first: createShape([], ''), count: 1 };
}

/** What an option leads to that was not met in this place before; undefined when it is not ordinary here. */
export function addOption(shapes: RuleShapes, shape: Shape, word: string, inverted: boolean): ShapeOption | undefined {
  if (!hasRoom(shapes, shape.options)) return undefined;
  const found = ordinaryOption(shapes, shape, word, inverted);
  shape.options.push(found);
  return found;
}

function hasRoom(shapes: RuleShapes, place: readonly unknown[]): boolean {
  return place.length < mostInPlace && shapes.count++ < mostShapes;
}

function ordinaryOption(shapes: RuleShapes, shape: Shape, word: string, inverted: boolean): ShapeOption {
  const loaded = [...shape.loaded];
  const found = resolve(shapes, shape, word, loaded);
  const isOrdinary = found !== undefined && mayStand(found.option, found.module, inverted);
  if (!isOrdinary) return { word, inverted, isTarget: false, next: undefined };
  const { option, module } = found;
  const next = behind(shapes, { ...shape, loaded }, option, module, 0);
  return { word, inverted, isTarget: !module && option.name === 'jump', next };
}

function mayStand(option: Option, module: Module | undefined, inverted: boolean): boolean {
  if (option.optionalValues || (!module && !ordinaryParameters.has(option.name))) return false;
  return !inverted || option.inversion !== undefined;
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
  { family }: RuleShapes,
  before: Shape,
  option: Option,
  module: Module | undefined,
  index: number,
): Shape | ShapeValue {
  const value = option.values?.[index];
  if (!value) return createShape(before.loaded, before.protocol);
  const read = matters(value, module) ? undefined : commonForm(value, family);
  return {
    isShape: false,
    text: textKind(value),
    read,
    words: [],
    byClass: new Array(Object.keys(valueClasses).length).fill(undefined),
    option,
    index,
    before,
    module,
  };
}

function textKind(value: Value): ShapeValue['text'] {
  if (value.kind !== 'text') return undefined;
  return value.tooLong === 'cut' && !value.min && !value.fileName && !value.oneLine ? 'any' : 'looked-at';
}

/** True when other options of the module depend on what a value says; texts only name something. */
function matters({ kind }: Value, module: Module | undefined): boolean {
  if (!module || kind === 'text') return false;
  return module.rules !== undefined || module.options.some(({ after }) => after?.value !== undefined);
}

/**
 * What follows a value that was not met in this place before, written as `word` and meaning `text`. Undefined for one that is
 * not right beyond doubt, or without room.
 */
export function addWord(
  shapes: RuleShapes,
  place: ShapeValue,
  word: string,
  text = word,
): Shape | ShapeValue | undefined {
  const { option, module, index, words } = place;
  const value = option.values![index]!;
  const found = classOf(value, text, matters(value, module), shapes.family);
  if (found !== undefined && found !== valueClasses.own) {
    const next = followClass(shapes, place, found, text);
    if (next && hasRoom(shapes, words)) words.push({ word, next });
    return next;
  }
  if (!hasRoom(shapes, words)) return undefined;
  const next = found === undefined ? undefined : afterWord(shapes, place, text);
  words.push({ word, next });
  return next;
}

/** What follows a value of a class; `word` is one of them. Undefined without room. */
export function followClass(
  shapes: RuleShapes,
  place: ShapeValue,
  valueClass: ValueClass,
  word: string,
): Shape | ShapeValue | undefined {
  const known = place.byClass[valueClass];
  if (known || shapes.count++ >= mostShapes) return known;
  const next = afterWord(shapes, place, word);
  place.byClass[valueClass] = next;
  return next;
}

function afterWord(
  shapes: RuleShapes,
  { option, module, index, before }: ShapeValue,
  word: string,
): Shape | ShapeValue {
  const shape = module ? before : afterParameter(shapes.family, before, option, word);
  return behind(shapes, shape, option, module, index + 1);
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
  return { isShape: true, loaded, protocol, options: [], sound: undefined, forbidden: 0 };
}
