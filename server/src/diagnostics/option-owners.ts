/** Whose option a long name is, for one that no module loaded by the rule has. */

import { findMatch, matchModules, targetModules } from '../modules/index';
import { findOption } from '../modules/option-names';
import { protocolNames } from '../modules/protocols';
import type { Module } from '../modules/types';
import type { Family } from '../ruleset/tables';
import { onceForSome } from '../syntax/once';

/** Names that nobody knows are looked up once, as long as they are not too many. */
export const mostNames = 1_000;

/** The name of the option in a word such as `--dport=80`, without dashes. */
export function optionNameIn(word: string): string {
  return word.replace(/^--/, '').replace(/=.*$/s, '');
}

/** The modules of the family with an option of exactly that name. */
export function ownersOf(name: string, family: Family): readonly Module[] {
  return owners[family](name);
}

/** The same fault often stands in many rules. */
const owners = { ipv4: ownersIn('ipv4'), ipv6: ownersIn('ipv6') };

function ownersIn(family: Family): (name: string) => readonly Module[] {
  const modules = [...matchModules, ...targetModules].filter(({ families }) => families.includes(family));
  return onceForSome((name) => modules.filter((module) => findOption(module, name) !== undefined), mostNames);
}

/** `-m mark` or `-j MARK`, as a rule would load the module. */
export function asLoaded({ kind, name }: Module): string {
  return `${kind === 'match' ? '-m' : '-j'} ${name}`;
}

/** The names, aliases too, of all options of the modules. */
export function optionNames(modules: readonly Module[]): string[] {
  return modules.flatMap(({ options }) => options.flatMap(({ name, aliases = [] }) => [name, ...aliases]));
}

/** The protocols whose own match, loaded by `-p` alone, has an option that the name means or begins. */
export function protocolsWith(name: string, family: Family): string[] {
  return name === ''
    ? []
    : ofProtocols[family].filter(({ options }) => means(name, options)).map(({ protocol }) => protocol);
}

function means(name: string, options: readonly string[]): boolean {
  return options.includes(name) || options.filter((option) => option.startsWith(name)).length === 1;
}

interface ProtocolOptions {
  protocol: string;
  options: string[];
}

const ofProtocols: Readonly<Record<Family, readonly ProtocolOptions[]>> = {
  ipv4: protocolOptions('ipv4'),
  ipv6: protocolOptions('ipv6'),
};

/** One entry a match, under the first name of its protocol. */
function protocolOptions(family: Family): ProtocolOptions[] {
  const found = new Map<Module, ProtocolOptions>();
  for (const protocol of protocolNames) {
    const match = findMatch(protocol, family);
    if (match && !found.has(match)) found.set(match, { protocol, options: optionNames([match]) });
  }
  return [...found.values()];
}
