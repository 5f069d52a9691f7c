/** The tables while a script runs: what is in them, by which call, and how sure that is. Copies are cheap: what is shared is copied when it is written. */

import { builtInChains, type Family } from '../ruleset/tables';
import type { Command, Program, Restore } from '../shell/steps';
import type { RuleText } from './action';
import { mapRules, noRules, type RuleList } from './rule-list';

export type Call = Command | Restore;

/** Which machine, family and backend tables belong to. */
export interface Owner {
  place: string;
  family: Family;
  backend: Program['backend'];
}

/** One table of those of an owner. */
export interface TableId extends Owner {
  readonly name: string;
  /** What tells it from all others. */
  readonly key: string;
}

/** A rule in a chain. It is never changed, only replaced. */
export interface PlacedRule extends RuleText {
  /** The same for a rule on all ways that the script may go; never given twice. */
  id: number;
  /** True when a second run of the script put it there. */
  again: boolean;
  call: Call;
  certain: boolean;
}

export interface Policy {
  name: string;
  /** What set it; undefined for what the machine starts with. */
  call: Call | undefined;
  certain: boolean;
}

export interface Chain {
  readonly name: string;
  readonly builtIn: boolean;
  /** False when its name is not known here: it may be any. */
  readonly named: boolean;
  /** What made it; undefined for built-in chains, and for those that nothing here made. */
  readonly call: Call | undefined;
  certain: boolean;
  /** True when the script emptied it: from then on it holds the rules of the script alone. */
  emptied: boolean;
  policy: Policy | undefined;
  rules: RuleList;
  writer: object;
}

export interface Table extends TableId {
  readonly chains: Map<string, Chain>;
  /** True when more may have been put into it than is known here. */
  more: boolean;
  writer: object;
}

/** All tables at one moment. */
export interface State {
  tables: Map<string, Table>;
  /** Owners of which any table may hold more than is known here. */
  more: Set<string>;
  /** True when the script surely ended further above, on each way to here: what follows is what it would do if it had not. */
  over: boolean;
  /** Who may write what is in it. */
  writer: object;
}

/** The tables of a machine in which nothing was put yet. */
export function freshState(): State {
  return { tables: new Map(), more: new Set(), over: false, writer: {} };
}

/** A copy: neither of the two sees from now on what happens in the other. */
export function forkState(state: State): State {
  state.writer = {};
  return { tables: new Map(state.tables), more: new Set(state.more), over: state.over, writer: {} };
}

/** What tells one owner's tables from those of others. */
export function ownerKey({ place, family, backend }: Owner): string {
  return `${place}\0${family}\0${backend ?? ''}`;
}

/** The table of that name. */
export function tableOf(owner: Owner, name: string): TableId {
  const { place, family, backend } = owner;
  return { place, family, backend, name, key: `${ownerKey(owner)}\0${name}` };
}

/** A table for reading; one with built-in chains only when nothing touched it yet. */
export function readTable(state: State, id: TableId): Table {
  return state.tables.get(id.key) ?? newTable(state, id);
}

/** A table for writing. */
export function openTable(state: State, id: TableId): Table {
  const known = state.tables.get(id.key);
  if (known?.writer === state.writer) return known;
  const table = known ? { ...known, chains: new Map(known.chains), writer: state.writer } : newTable(state, id);
  state.tables.set(id.key, table);
  return table;
}

/** A chain of an opened table for writing; undefined when there is none. */
export function openChain(table: Table, name: string): Chain | undefined {
  const found = table.chains.get(name);
  if (!found || found.writer === table.writer) return found;
  const chain = { ...found, writer: table.writer };
  table.chains.set(name, chain);
  return chain;
}

/** Puts a new chain into an opened table. */
export function addChain(
  table: Table,
  { text, known }: { text: string; known: boolean },
  call: Call | undefined,
  certain: boolean,
): Chain {
  const { writer } = table;
  const chain: Chain = {
    name: text,
    builtIn: false,
    named: known,
    call,
    certain,
    emptied: false,
    policy: undefined,
    rules: noRules,
    writer,
  };
  table.chains.set(text, chain);
  return chain;
}

/** The tables of one owner that were touched. */
export function tablesOf(state: State, owner: Owner): Table[] {
  const key = ownerKey(owner);
  return [...state.tables.values()].filter((table) => ownerKey(table) === key);
}

/** Something may have been put into the tables that is not known here. */
export function expectMore(state: State, owner: Owner, name: string | undefined): void {
  if (name === undefined) state.more.add(ownerKey(owner));
  const ids = name === undefined ? tablesOf(state, owner) : [tableOf(owner, name)];
  for (const id of ids) openTable(state, id).more = true;
}

/** Something may have been put into any table that was touched. */
export function expectMoreAnywhere(state: State): void {
  for (const id of [...state.tables.values()]) openTable(state, id).more = true;
}

/** What a command of which not all is known may have changed. */
export interface Doubt {
  rules?: true;
  chains?: true;
  policies?: true;
  /** Something may have been put there. */
  more?: true;
}

/** What such a command may have changed is not certain any more; without a name, in any table. */
export function doubtTables(state: State, owner: Owner, name: string | undefined, doubt: Doubt): void {
  if (doubt.more) expectMore(state, owner, name);
  for (const each of tablesOf(state, owner))
    if (name === undefined || name === each.name) {
      const table = openTable(state, each);
      for (const chain of table.chains.keys()) doubtChain(openChain(table, chain)!, doubt);
    }
}

function doubtChain(chain: Chain, { rules, chains, policies }: Doubt): void {
  if (chains && !chain.builtIn) chain.certain = false;
  if (policies && chain.policy) chain.policy = { ...chain.policy, certain: false };
  if (rules) doubtRules(chain);
}

/** No rule in an opened chain is certain any more. */
export function doubtRules(chain: Chain): void {
  chain.rules = mapRules(chain.rules, doubted);
}

export function doubted(rule: PlacedRule): PlacedRule {
  return rule.certain ? { ...rule, certain: false } : rule;
}

function newTable({ writer, more }: State, { place, family, backend, name, key }: TableId): Table {
  const chains = builtInChains(name).map((chain): [string, Chain] => [
    chain,
    {
      name: chain,
      builtIn: true,
      named: true,
      call: undefined,
      certain: true,
      emptied: false,
      policy: accepting,
      rules: noRules,
      writer,
    },
  ]);
  return {
    place,
    family,
    backend,
    name,
    key,
    chains: new Map(chains),
    more: more.size > 0 && more.has(ownerKey({ place, family, backend })),
    writer,
  };
}

const accepting: Policy = { name: 'ACCEPT', call: undefined, certain: true };
