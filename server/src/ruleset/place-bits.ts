/** Where a rule may not stand, as one number: tables and hooks are a bit each, so that a whole dump is checked in a pass. */

import type { PlaceLimit } from './rule-problem';
import { hookNames, type TableName, tableNames } from './tables';

/** The first bits are tables, then come hooks that lead to the chain, then built-in chains that the rule stands in itself. */
const hooksFrom = tableNames.length;
const directFrom = hooksFrom + hookNames.length;

/** The places that the limits forbid; 0 for none. */
export function forbiddenPlaces(limits: readonly PlaceLimit[]): number {
  let bits = 0;
  for (const limit of limits) bits |= forbiddenBits(limit);
  return bits;
}

function forbiddenBits({ tables, hooks, direct }: PlaceLimit): number {
  const from = direct ? directFrom : hooksFrom;
  return bitsWithout(tableNames, tables, 0) | bitsWithout(hookNames, hooks, from);
}

/** A bit for each name that is not among the allowed ones; none where all are. */
function bitsWithout(names: readonly string[], allowed: readonly string[] | undefined, from: number): number {
  if (!allowed) return 0;
  return names.reduce((bits, name, i) => (allowed.includes(name) ? bits : bits | (1 << (from + i))), 0);
}

/** The bit of a table; 0 for one that iptables does not know. */
export function tableBit(name: string): number {
  const index = tableNames.indexOf(name as TableName);
  return index < 0 ? 0 : 1 << index;
}

/** The bits of hooks that lead to a chain; `hooks` has a bit each in the order of `hookNames`. */
export function hookBits(hooks: number): number {
  return hooks << hooksFrom;
}

/** The bit of a built-in chain for the rules in it. */
export function directBit(hook: number): number {
  return 1 << (hook + directFrom);
}
