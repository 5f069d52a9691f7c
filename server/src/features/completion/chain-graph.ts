/** Which chains of a table lead to which: a jump must not close a loop, nor take rules to a hook where they are refused. */

import { directBit, hookBits, tableBit } from '../../ruleset/place-bits';
import { reachOf } from '../../ruleset/reach';
import type { Table } from '../../ruleset/ruleset';
import { isBuiltIn } from '../../ruleset/table';
import { hookNames } from '../../ruleset/tables';
import { oncePer } from '../../syntax/once';

/** Jumps of a table, to be followed in one direction: linked lists of lines, which count from the table's header; 0 where a list ends. */
export interface Links {
  header: number;
  /** A line for each chain, by the number of its name. */
  first: Int32Array;
  following: Int32Array;
  /** The chain to which each line of the dump leads. */
  ends: Int32Array;
}

type Direction = 'upwards' | 'downwards';

/** The jumps and gotos of all lines; `upwards`, from a chain to those that call it. */
export const linksOf: Readonly<Record<Direction, (table: Table) => Links>> = {
  upwards: oncePer((table) => findLinks(table, 'upwards')),
  downwards: oncePer((table) => findLinks(table, 'downwards')),
};

function findLinks({ header, end, facts }: Table, direction: Direction): Links {
  const { chains, targets } = facts.document.facts;
  const [starts, ends] = direction === 'downwards' ? [chains, targets] : [targets, chains];
  const first = new Int32Array(facts.document.names.texts.length);
  const following = new Int32Array(end - header);
  for (let line = header + 1; line < end; line++) {
    const target = targets[line]!;
    if (chains[line]! < 0 || target < 0 || (facts.declared[target]! | 0) === 0) continue;
    following[line - header] = first[starts[line]!]!;
    first[starts[line]!] = line - header;
  }
  return { header, first, following, ends };
}

/** A 1 for each of the chains with these numbers and all to which the links of all lines but one lead from them. */
export function linked(
  { header, first, following, ends }: Links,
  sources: readonly number[],
  without: number,
): Uint8Array {
  const found = new Uint8Array(first.length);
  const waiting = [...sources];
  for (const id of sources) found[id] = 1;
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    for (let line = first[id] ?? 0; line > 0; line = following[line]!) {
      const end = ends[header + line]!;
      if (found[end] !== 0 || header + line === without) continue;
      found[end] = 1;
      waiting.push(end);
    }
  }
  return found;
}

/** The place of rules in a chain, as bits of `place-bits.ts`: the table, the chain itself, and the hooks that lead to it. */
export function placeBits(table: Table, chain: number): number {
  const hooks = reachOf(table).hooks[chain] ?? 0;
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

/** The places that the rules of the chains marked with a 1 forbid. */
export function forbiddenBy({ header, end, facts }: Table, chosen: Uint8Array, without: number): number {
  const { chains, forbidden } = facts.document.facts;
  let places = 0;
  for (let line = header + 1; line < end; line++) {
    if (forbidden[line] !== 0 && line !== without && chosen[chains[line]!] === 1) places |= forbidden[line]!;
  }
  return places;
}
