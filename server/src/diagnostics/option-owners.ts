/** Whose option a long name is, for one that no module loaded by the rule has. */

import { findMatch, matchModules, targetModules } from '../modules/index';
import { findOption, resolveOption } from '../modules/option-names';
import { protocolNames } from '../modules/protocols';
import type { Module } from '../modules/types';
import type { Family } from '../ruleset/tables';

/** The name of the option in a word such as `--dport=80`, without dashes. */
export function optionNameIn(word: string): string {
  return word.replace(/^--/, '').replace(/=.*$/s, '');
}

/** The modules of the family with an option of exactly that name. */
export function ownersOf(name: string, family: Family): Module[] {
  return [...matchModules, ...targetModules].filter(
    (module) => module.families.includes(family) && findOption(module, name) !== undefined,
  );
}

/** The protocols whose own match, loaded by `-p` alone, has an option that the name means. */
export function protocolsWith(name: string, family: Family): string[] {
  if (name === '') return [];
  const found = new Set<Module>();
  return protocolNames.filter((protocol) => {
    const match = findMatch(protocol, family);
    if (!match || found.has(match)) return false;
    const option = resolveOption(name, [match]);
    if (option.kind !== 'found' || option.module === undefined) return false;
    found.add(match);
    return true;
  });
}
