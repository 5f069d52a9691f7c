// What well-known chains are for, and which program they belong to.
import { type ChainGlob, chainGlob, globMatches, isGlob } from './chain-glob';
import { chainOwners } from './chains/index';
import type { ChainOwner, ChainRow, Sureness } from './chains/types';

export type { Sureness } from './chains/types';

/** What is known about a chain. All texts are Markdown; `jumpedFrom` is a phrase, the others are sentences. */
export interface ChainKnowledge {
  /** The name or glob it is known by. */
  readonly pattern: string;
  /** The program that creates it. */
  readonly owner: string;
  /** The tables in which the owner has it. */
  readonly tables: readonly string[];
  readonly jumpedFrom: string;
  readonly purpose: string;
  /** When the chain existed; absent when it always has, or when that is not known. */
  readonly lifetime?: string;
  readonly sureness: Sureness;
  /** True when the owner has this chain in other tables only: say so, it may be something else here. */
  readonly otherTable: boolean;
  /** True when other programs and people use such a name too, and nothing speaks for this owner: say "possibly". */
  readonly guess: boolean;
  /** Other programs that use the name. */
  readonly alsoUsedBy: readonly string[];
}

interface Entry {
  readonly row: ChainRow;
  readonly tables: readonly string[];
  readonly owner: string;
  readonly sureness: Sureness;
  readonly general: boolean;
  /** Undefined for a plain name. */
  readonly glob: ChainGlob | undefined;
}

function entriesOf({ owner, sureness, chains, general = [] }: ChainOwner): Entry[] {
  const entry = (row: ChainRow, isGeneral: boolean): Entry => ({
    row,
    tables: row[1].split(' '),
    owner,
    sureness,
    general: isGeneral,
    glob: isGlob(row[0]) ? chainGlob(row[0]) : undefined,
  });
  return [...chains.map((row) => entry(row, false)), ...general.map((row) => entry(row, true))];
}

function grouped(entries: readonly Entry[], key: (entry: Entry) => string): ReadonlyMap<string, readonly Entry[]> {
  const found = new Map<string, Entry[]>();
  for (const entry of entries) {
    const group = found.get(key(entry));
    if (group) group.push(entry);
    else found.set(key(entry), [entry]);
  }
  return found;
}

/** Globs are kept by their first character, so that a name is compared with few of them; '' holds those that start open. */
const firstChar = (text: string): string => (/^[*?[]/.test(text) ? '' : text.slice(0, 1));

const entries = chainOwners.flatMap(entriesOf);
const byName = grouped(
  entries.filter((entry) => entry.glob === undefined),
  (entry) => entry.row[0],
);
const byFirstChar = grouped(
  entries.filter((entry) => entry.glob !== undefined),
  (entry) => firstChar(entry.row[0]),
);

function matching(name: string): readonly Entry[] {
  const globs = [...(byFirstChar.get(name.slice(0, 1)) ?? []), ...(byFirstChar.get('') ?? [])];
  return [...(byName.get(name) ?? []), ...globs.filter((entry) => entry.glob && globMatches(entry.glob, name))];
}

/**
 * The owners that a dump's chain names speak for, as evidence for `chainKnowledge`. Names that are general, or that
 * several programs use, speak for nobody. Costs a few comparisons for each name; keep the result.
 */
export function chainOwnersPresent(names: Iterable<string>): ReadonlySet<string> {
  const owners = new Set<string>();
  for (const name of names) {
    const found = new Set(matching(name).flatMap((entry) => (entry.general ? [] : entry.owner)));
    if (found.size === 1) for (const owner of found) owners.add(owner);
  }
  return owners;
}

/** Better entries first: plain name, table, evidence, not general, then the glob that pins down more. */
function rank(entry: Entry, table: string, present: ReadonlySet<string>): number[] {
  return [
    entry.glob === undefined ? 1 : 0,
    entry.tables.includes(table) ? 1 : 0,
    present.has(entry.owner) ? 1 : 0,
    entry.general ? 0 : 1,
    entry.glob?.literals ?? 0,
  ];
}

function compareRanks(a: readonly number[], b: readonly number[]): number {
  const at = a.findIndex((value, index) => value !== b[index]);
  return at < 0 ? 0 : (b[at] ?? 0) - (a[at] ?? 0);
}

/** A general glob says nothing without evidence; a general plain name is a guess worth showing. */
function isCredible(entry: Entry, present: ReadonlySet<string>): boolean {
  return !entry.general || entry.glob === undefined || present.has(entry.owner);
}

const nobody: ReadonlySet<string> = new Set();

/**
 * What a chain is, by the table and name it has in a dump; undefined when no program is known for it. A plain name beats
 * a glob, a longer glob a shorter one. `present` is the evidence of the whole dump (`chainOwnersPresent`): with it,
 * general names such as firewalld's `IN_public` are recognised, and of several owners the right one is chosen.
 */
export function chainKnowledge(
  table: string,
  name: string,
  present: ReadonlySet<string> = nobody,
): ChainKnowledge | undefined {
  const found = matching(name)
    .filter((entry) => isCredible(entry, present))
    .sort((a, b) => compareRanks(rank(a, table, present), rank(b, table, present)));
  const best = found[0];
  if (best === undefined) return undefined;
  const [pattern, , jumpedFrom, purpose, lifetime] = best.row;
  const others = found
    .filter((entry) => entry.owner !== best.owner && sameKind(entry, best))
    .map((entry) => entry.owner);
  return {
    pattern,
    owner: best.owner,
    tables: best.tables,
    jumpedFrom,
    purpose,
    ...(lifetime && { lifetime }),
    sureness: best.sureness,
    otherTable: !best.tables.includes(table),
    guess: best.general && !present.has(best.owner),
    alsoUsedBy: [...new Set(others)],
  };
}

/** An owner that reaches the name only by a glob does not share a plain name. */
function sameKind(entry: Entry, best: Entry): boolean {
  return (entry.glob === undefined) === (best.glob === undefined);
}
