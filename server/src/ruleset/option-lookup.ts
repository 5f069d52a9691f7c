/** Finds an option by its name or an unambiguous beginning among the parameters and the modules loaded so far (getopt_long). */

import { commands, parameters } from '../modules/core';
import type { Module, Option } from '../modules/types';
import type { Family } from './tables';

/** The options of one module, or (module undefined) the commands and parameters. */
export interface OptionSource {
  module: Module | undefined;
  /** See RulePart. */
  instance: number;
  long: Map<string, Option>;
  short: Map<string, Option>;
}

const cores: Partial<Record<Family, OptionSource>> = {};

/** Commands and parameters of a family. */
export function coreOptions(family: Family): OptionSource {
  cores[family] ??= optionSource(undefined, [...commands, ...parameters], family);
  return cores[family];
}

/**
 * The option of that name: an exact name first, the latest module before earlier ones; else the only one that begins so.
 * Undefined when there is none, or more than one name fits.
 */
export function findOption(
  name: string,
  sources: OptionSource[],
): { option: Option; source: OptionSource } | undefined {
  for (let i = sources.length - 1; i >= 0; i--) {
    const option = sources[i]!.long.get(name);
    if (option) return { option, source: sources[i]! };
  }
  const fitting = optionsBeginning(name, sources);
  const first = fitting[0];
  if (!first || fitting.some((other) => other.name !== first.name)) return undefined;
  return fitting.at(-1);
}

/** All options with a name that begins like this; the spellings of one option count singly, as getopt_long counts them. */
export function optionsBeginning(
  beginning: string,
  sources: OptionSource[],
): { name: string; option: Option; source: OptionSource }[] {
  return sources.flatMap((source) =>
    [...source.long].filter(([name]) => name.startsWith(beginning)).map(([name, option]) => ({ name, option, source })),
  );
}

/** The options that one family knows, by their names. */
export function optionSource(module: Module | undefined, options: readonly Option[], family: Family): OptionSource {
  const known = options.filter((option) => !option.families || option.families.includes(family));
  return {
    module,
    instance: -1,
    long: new Map(known.flatMap((option) => [option.name, ...(option.aliases ?? [])].map((name) => [name, option]))),
    short: new Map(known.flatMap((option) => (option.short ? [[option.short, option] as const] : []))),
  };
}
