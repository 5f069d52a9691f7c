/** Makes rules that load: a module, an option with values, and all that they need. */

import { parameters } from '../../../server/src/modules/core';
import { findMatch } from '../../../server/src/modules/index';
import { findOption } from '../../../server/src/modules/option-names';
import type { Family, Hook, Module, Option, Table, Value, Word } from '../../../server/src/modules/types';
import { below, pick, type Random } from '../random';
import { companions, isUnfit } from './companions';
import type { Draft, Piece, Unit } from './draft';
import { allowedPlace, type Needs } from './places';
import { samplesOf } from './samples';

/** What a rule is to be about. */
export interface Wish {
  family: Family;
  module: Module;
  option?: Option | undefined;
  /** Values for the option; by default good ones are taken. */
  values?: readonly string[];
  inverted?: boolean;
}

const inHooks: readonly Hook[] = ['PREROUTING', 'INPUT', 'FORWARD'];
const outHooks: readonly Hook[] = ['FORWARD', 'OUTPUT', 'POSTROUTING'];

/** A rule that loads as far as the data tells; undefined where there is no place or protocol for it. */
export function compose(random: Random, wish: Wish): Draft | undefined {
  const { family, module } = wish;
  const unit = unitOf(random, wish);
  const syn = module.rules?.includes('syn-only') ? [loaded(findMatch('tcp', family)!, ['syn'])] : [];
  const units = [...syn, unit];
  const protocols = protocolsOf(units, family);
  if (protocols?.length === 0) return undefined;
  const own = protocols ? [parameter('protocol', [pick(random, protocols)])] : [];
  const place = allowedPlace(random, needsOf(units, own));
  if (place === undefined) return undefined;
  const focus = wish.option && unit.pieces.find(({ option }) => option === wish.option);
  return {
    family,
    place,
    parameters: own,
    matches: module.kind === 'match' ? units : syn,
    target: module.kind === 'target' ? unit : random() < 0.7 ? 'RETURN' : undefined,
    focus,
  };
}

/** The same rule with further parameters, in a place where all are allowed. */
export function withParameters(random: Random, draft: Draft, added: readonly Piece[]): Draft | undefined {
  const all = [...draft.parameters, ...added];
  const place = allowedPlace(random, needsOf(unitsOf(draft), all));
  return place && { ...draft, parameters: all, place };
}

export function unitsOf({ matches, target }: Draft): Unit[] {
  return typeof target === 'object' ? [...matches, target] : [...matches];
}

/** A parameter of iptables by its name. */
export function parameter(name: string, values: readonly string[], inverted = false): Piece {
  const option = parameters.find((each) => each.name === name)!;
  return { option, module: undefined, values, inverted };
}

export function goodValues(random: Random, option: Option, family: Family): string[] {
  const values = (option.values ?? []).map((value) => pick(random, samplesOf(value, family).good));
  return fitValues(random, option, values);
}

/** The values, with names that kernel objects are made under turned into ones that no other rule has. */
export function fitValues(random: Random, option: Option, values: readonly string[]): string[] {
  const fit = isUnfit(option.name, values[0]) ? ['0'] : [...values];
  const value = option.values?.[0];
  if (value?.kind !== 'text' || value.hostObject || !/name|label$/.test(option.name)) return fit;
  return [below(random, 0xffffff).toString(16).padStart(6, '0') + fit[0]!.slice(6), ...fit.slice(1)];
}

/** Whether there are samples for every value of the option. */
export function hasSamples(option: Option, family: Family): boolean {
  return (option.values ?? []).every((value) => samplesOf(value, family).good.length > 0);
}

/** Where the rule may stand. */
export function needsOf(units: readonly Unit[], own: readonly Piece[]): Needs {
  const tables: (readonly Table[] | undefined)[] = [];
  const hooks: (readonly Hook[] | undefined)[] = [];
  for (const { module, pieces } of units) {
    tables.push(module.tables, ...pieces.map(({ option }) => option.tables));
    hooks.push(module.hooks, ...pieces.map(({ option }) => option.hooks));
    for (const word of pieces.flatMap(wordsOf)) hooks.push(word.hooks);
  }
  const has = (name: string) => own.some(({ option }) => option.name === name);
  return {
    tables: common(tables),
    hooks: common(hooks),
    builtInHooks: common([has('in-interface') ? inHooks : undefined, has('out-interface') ? outHooks : undefined]),
  };
}

/** One of these protocols the rule needs; undefined when it needs none. */
export function protocolsOf(units: readonly Unit[], family: Family): string[] | undefined {
  const wanted = units.flatMap(({ module, pieces }) => [
    module.protocols,
    ...pieces.flatMap((piece) => [
      piece.option.protocols === 'any' ? ['tcp', 'udp'] : piece.option.protocols,
      ...wordsOf(piece).map((word) => word.protocols),
      piece.option.values?.[0]?.kind === 'nat-address' && hasPort(piece.values[0] ?? '')
        ? ['tcp', 'udp', 'sctp', 'dccp']
        : undefined,
    ]),
  ]);
  return common(wanted)?.filter((name) => name !== (family === 'ipv6' ? 'icmp' : 'ipv6-icmp'));
}

function hasPort(address: string): boolean {
  return /\]:|^[^:]*:[^:]*$/.test(address);
}

function common<T>(lists: readonly (readonly T[] | undefined)[]): T[] | undefined {
  const given = lists.filter((list) => list !== undefined);
  return given.length === 0 ? undefined : given[0]!.filter((item) => given.every((list) => list.includes(item)));
}

/** The listed words that the values of an option name. */
function wordsOf({ option, values }: Piece): Word[] {
  return (option.values ?? []).flatMap((value: Value, index) =>
    'words' in value ? value.words.filter((word) => namesWord(values[index] ?? '', word)) : [],
  );
}

function namesWord(text: string, { word, aliases = [] }: Word): boolean {
  return text
    .split(/[,|]/)
    .some((item) => [word, ...aliases].some((name) => name.toLowerCase() === item.toLowerCase()));
}

function loaded(module: Module, names: readonly string[]): Unit {
  return {
    module,
    pieces: names.map((name) => ({ option: findOption(module, name)!, module, values: [], inverted: false })),
  };
}

/** The module with the option, and the options that have to be there with it, in the order of the module's data. */
function unitOf(random: Random, { family, module, option, values, inverted }: Wish): Unit {
  const pieces: Piece[] = [];
  const later: Piece[] = [];
  const add = (name: string, given?: readonly string[]): void => {
    const wanted = findOption(module, name);
    if (wanted === undefined) return;
    const piece: Piece = {
      option: wanted,
      module,
      values: given ?? goodValues(random, wanted, family),
      inverted: false,
    };
    if (pieces.some((each) => each.option === wanted)) {
      if (wanted.repeat === 'once-per-element' && wanted !== option) later.push(piece);
      return;
    }
    if (pieces.some((each) => excluded(each.option, wanted))) return;
    pieces.push(piece);
    completeOption(wanted, add);
  };
  if (option) {
    pieces.push({ option, module, values: values ?? goodValues(random, option, family), inverted: inverted ?? false });
  }
  const focusValue = pieces[0]?.values[0];
  for (const rule of module.rules ?? []) {
    for (const [name, ...given] of companions[rule]?.(option?.name, focusValue) ?? []) add(name!, given);
  }
  if (option) completeOption(option, add);
  for (const each of module.options) if (each.required) add(each.name);
  addOneOf(module, pieces, add);
  const order = (piece: Piece) => module.options.indexOf(piece.option);
  pieces.sort((a, b) => order(a) - order(b));
  return { module, pieces: [...pieces, ...later] };
}

function completeOption(option: Option, add: (name: string, given?: readonly string[]) => void): void {
  for (const name of option.requires ?? []) add(name);
  if (option.after) add(option.after.option, option.after.value === undefined ? undefined : [`${option.after.value}`]);
}

function addOneOf(module: Module, pieces: readonly Piece[], add: (name: string) => void): void {
  const oneOf = module.needsOneOf === 'any' ? module.options.map(({ name }) => name) : module.needsOneOf;
  for (const name of oneOf ?? []) {
    if (pieces.some(({ option }) => oneOf!.includes(option.name))) return;
    add(name);
  }
}

function excluded(a: Option, b: Option): boolean {
  return (a.excludes?.includes(b.name) || b.excludes?.includes(a.name)) ?? false;
}
