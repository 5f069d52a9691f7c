/** Options that nothing on the line brings: whose they are, and what to write before them. */

import { asLoaded, optionNameIn, ownersOf, protocolsWith } from '../diagnostics/option-owners';
import { findMatch } from '../modules/index';
import { findOption } from '../modules/option-names';
import type { Module, Option } from '../modules/types';
import { orList } from '../packets/phrases';
import type { RulePart } from '../ruleset/rule';
import type { Family } from '../ruleset/tables';
import { code } from './markdown';

/** An option of a module that the line does not load before it. */
export interface UnloadedOption {
  option: Option;
  module: Module;
  /** What brings it: `-m conntrack`, `-j LOG`, `-p tcp`. */
  broughtBy: string;
}

/** The options that a word of a rule may be, by its exact name, those of protocols first; none for one that is known on its line. */
export function unloadedOptions({ name, option }: RulePart, family: Family): UnloadedOption[] {
  if (option || !name.value.startsWith('--')) return [];
  const written = optionNameIn(name.value);
  const owners = ownersOf(written, family);
  const byProtocol = protocolsWith(written, family).map((name) => ({
    module: findMatch(name, family)!,
    broughtBy: `-p ${name}`,
  }));
  const others = owners.filter((owner) => !byProtocol.some(({ module }) => module === owner));
  return [...byProtocol, ...others.map((module) => ({ module, broughtBy: asLoaded(module) }))].flatMap((each) => {
    const found = findOption(each.module, written);
    return found ? [{ ...each, option: found }] : [];
  });
}

/** What has to stand before the option, as a sentence. */
export function neededText(options: readonly UnloadedOption[]): string {
  const bringers = orList(options.map(({ broughtBy }) => code(broughtBy)));
  return `**Not known on this line:** it needs ${bringers} before it.`;
}
