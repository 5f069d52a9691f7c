/** The five tables of iptables and their built-in chains. */

import { byteLength } from '../syntax/bytes';

export type Family = 'ipv4' | 'ipv6';

/** The family that is not this one. */
export function otherFamily(family: Family): Family {
  return family === 'ipv4' ? 'ipv6' : 'ipv4';
}

export type TableName = 'filter' | 'nat' | 'mangle' | 'raw' | 'security';

/** Built-in chains in the order in which iptables-save writes them (that of the hooks in the kernel's iptable_*.c). */
const builtIn: Record<TableName, readonly string[]> = {
  filter: ['INPUT', 'FORWARD', 'OUTPUT'],
  nat: ['PREROUTING', 'INPUT', 'OUTPUT', 'POSTROUTING'],
  mangle: ['PREROUTING', 'INPUT', 'FORWARD', 'OUTPUT', 'POSTROUTING'],
  raw: ['PREROUTING', 'OUTPUT'],
  security: ['INPUT', 'FORWARD', 'OUTPUT'],
};

/** Every table that iptables knows. */
export const tableNames = Object.keys(builtIn) as readonly TableName[];

/** Every name that is a built-in chain of some table. */
export const hookNames: readonly string[] = builtIn.mangle;

/** The built-in chains of a table; none for a table that does not exist. */
export function builtInChains(table: string): readonly string[] {
  return isTable(table) ? builtIn[table] : [];
}

export function isTable(name: string): name is TableName {
  return Object.hasOwn(builtIn, name);
}

/** The verdicts that every table knows as targets; no chain can have one of their names. */
export const standardTargets: readonly string[] = ['ACCEPT', 'DROP', 'RETURN', 'QUEUE'];

/** True for a name that the declaration `:NAME - [0:0]` can give to a chain and that rules reach as they stand. */
export function isDeclarableName(name: string): boolean {
  return /^[^\s"!-][^\s"]*$/.test(name) && byteLength(name) <= maxNameBytes && !standardTargets.includes(name);
}

/** Bytes that a chain's or target's name may have (XT_EXTENSION_MAXNAMELEN less the NUL, include/linux/netfilter/x_tables.h). */
export const maxNameBytes = 28;
