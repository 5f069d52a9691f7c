// Which option a written name means: the getopt_long rule over iptables' own options and the modules loaded so far.

import { commands, parameters } from './core';
import type { Command, Module, Option, Parameter } from './types';

/** What a written option name turned out to be. */
export type OptionResolution =
  /** `module` is absent for a command or parameter of iptables itself; `name` is the full name that was meant. */
  | { kind: 'found'; name: string; option: Option | Command | Parameter; module: Module | undefined }
  /** The beginning fits several options; `names` are their full names. */
  | { kind: 'ambiguous'; names: readonly string[] }
  | { kind: 'unknown' };

type Names = ReadonlyMap<string, Option>;

const unknown: OptionResolution = { kind: 'unknown' };

const coreNames = namesOf([...commands, ...parameters]);
const coreLetters: ReadonlyMap<string, Option> = new Map(
  [...commands, ...parameters].flatMap((option) => (option.short === undefined ? [] : [[option.short, option]])),
);
const namesByModule = new Map<Module, Names>();

/**
 * The option that a long name without dashes means after the modules `loaded`, given in the order in which the line loads
 * them. An exact name wins over a beginning; between equal names, iptables' own wins, then that of the module that was
 * loaded for the first time last (measured: after `-m mark -m connmark`, `--mark` is connmark's). The empty name is unknown.
 */
export function resolveOption(name: string, loaded: readonly Module[]): OptionResolution {
  const own = coreNames.get(name);
  if (own !== undefined) return { kind: 'found', name, option: own, module: undefined };
  for (let index = loaded.length - 1; index >= 0; index--) {
    const module = loaded[index]!;
    const option = moduleNames(module).get(name);
    if (option !== undefined && loaded.indexOf(module) === index) return { kind: 'found', name, option, module };
  }
  return name === '' ? unknown : resolveBeginning(name, loaded);
}

/** The command or parameter with this letter, or undefined; modules have no short options. */
export function resolveShortOption(letter: string): Command | Parameter | undefined {
  return coreLetters.get(letter);
}

/** The option of a module by one of its exact names, or undefined. */
export function findOption(module: Module, name: string): Option | undefined {
  return moduleNames(module).get(name);
}

/** Two names of one option are no ambiguity; neither are two loads of one module. */
function resolveBeginning(beginning: string, loaded: readonly Module[]): OptionResolution {
  const found: Extract<OptionResolution, { kind: 'found' }>[] = [];
  collect(beginning, coreNames, undefined, found);
  for (const module of new Set(loaded)) collect(beginning, moduleNames(module), module, found);
  if (found.length === 0) return unknown;
  return found.length === 1 ? found[0]! : { kind: 'ambiguous', names: found.map((each) => each.name) };
}

function collect(
  beginning: string,
  names: Names,
  module: Module | undefined,
  found: Extract<OptionResolution, { kind: 'found' }>[],
): void {
  for (const [name, option] of names) {
    if (!name.startsWith(beginning)) continue;
    if (found.some((each) => each.option === option)) continue;
    found.push({ kind: 'found', name, option, module });
  }
}

function moduleNames(module: Module): Names {
  let names = namesByModule.get(module);
  if (names === undefined) {
    names = namesOf(module.options);
    namesByModule.set(module, names);
  }
  return names;
}

function namesOf(options: readonly Option[]): Names {
  const names = new Map<string, Option>();
  for (const option of options) {
    names.set(option.name, option);
    for (const alias of option.aliases ?? []) names.set(alias, option);
  }
  return names;
}
