/** Which chains of a table lead to which: a jump must not close a loop, nor take rules to a hook where they are refused. */

import { directBit, hookBits, tableBit } from '../../ruleset/place-bits';
import type { Table } from '../../ruleset/ruleset';
import { isBuiltIn } from '../../ruleset/table';
import { hookNames } from '../../ruleset/tables';

/** Jumps of a table, to be followed in one direction: linked lists of edges, 0 where a list ends. */
export interface Links {
  /** The first edge of each chain, by the number of its name. */
  first: Int32Array;
  following: Int32Array;
  ends: Int32Array;
}

/** The jumps and gotos of all lines but one; `upwards`, from a chain to those that call it. */
export function linksOf(table: Table, direction: 'upwards' | 'downwards', without: number): Links {
  const { header, end, facts } = table;
  const { chains, targets } = facts.document.facts;
  const first = new Int32Array(facts.document.names.texts.length);
  const [following, ends] = [new Int32Array(end - header + 1), new Int32Array(end - header + 1)];
  for (let line = header + 1, edge = 0; line < end; line++) {
    const [chain, target] = [chains[line]!, targets[line]!];
    if (chain < 0 || target < 0 || line === without || (facts.declared[target]! | 0) === 0) continue;
    const [start, last] = direction === 'downwards' ? [chain, target] : [target, chain];
    edge++;
    ends[edge] = last;
    following[edge] = first[start]!;
    first[start] = edge;
  }
  return { first, following, ends };
}

/** The chains with these numbers and all to which the links lead from them. */
export function linked({ first, following, ends }: Links, sources: Iterable<number>): Set<number> {
  const found = new Set(sources);
  for (const id of found) {
    for (let edge = first[id] ?? 0; edge > 0; edge = following[edge]!) found.add(ends[edge]!);
  }
  return found;
}

/** The place of rules in a chain, as bits of `place-bits.ts`: the table, the chain itself, and the hooks among those above it. */
export function placeBits(table: Table, chain: number, above: ReadonlySet<number>): number {
  let hooks = 0;
  for (const id of above) if (isBuiltIn(table, id)) hooks |= 1 << id;
  return tableBit(table.name) | hookBits(hooks) | (isBuiltIn(table, chain) ? directBit(chain) : 0);
}

/** The bits of hooks that lead to a place, alone. */
export function hooksOnly(bits: number): number {
  return bits & hookBits((1 << hookNames.length) - 1);
}

/** The chains with a rule, on any line but one, that may not stand in one of the places. */
export function chainsForbidding({ header, end, facts }: Table, places: number, without: number): number[] {
  const { chains, forbidden } = facts.document.facts;
  const found: number[] = [];
  for (let line = header + 1; line < end; line++) {
    if ((forbidden[line]! & places) !== 0 && line !== without && chains[line]! >= 0) found.push(chains[line]!);
  }
  return found;
}

/** The places that the rules of some chains forbid. */
export function forbiddenBy({ header, end, facts }: Table, chosen: ReadonlySet<number>, without: number): number {
  const { chains, forbidden } = facts.document.facts;
  let places = 0;
  for (let line = header + 1; line < end; line++) {
    if (forbidden[line] !== 0 && line !== without && chosen.has(chains[line]!)) places |= forbidden[line]!;
  }
  return places;
}
