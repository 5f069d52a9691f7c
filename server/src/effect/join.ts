/** What is in the tables when one of several ways was gone: what all have stays certain, the rest may be there. */

import { oncePer } from '../syntax/once';
import { addedTo, type Chunk, inChunks, mapRules, ofChunks, type RuleList } from './rule-list';
import { type Chain, doubted, type PlacedRule, type Policy, readTable, type State, type Table } from './tables';

/** Stretches of rules between two that both ways have are compared with each other up to this many pairs. */
const mostPairs = 250_000;

/** Joins the tables at the end of one way or several; none of them may be used afterwards. */
export function joinStates(states: readonly State[]): State {
  const [first] = states;
  if (states.length === 1) return first!;
  const writer = {};
  const joined: State = {
    tables: new Map(),
    more: new Set(states.flatMap(({ more }) => [...more])),
    over: states.every(({ over }) => over),
    writer,
  };
  for (const { tables } of states)
    for (const [key, table] of tables)
      if (!joined.tables.has(key)) {
        const versions = states.map((state) => readTable(state, table));
        joined.tables.set(key, joinTables(versions, writer));
      }
  return joined;
}

function joinTables(all: readonly Table[], writer: object): Table {
  const versions = all.filter((table, index) => table !== all[index - 1]);
  const [first] = versions;
  if (versions.length === 1) return first!;
  const names = new Set(versions.flatMap(({ chains }) => [...chains.keys()]));
  const chains = new Map<string, Chain>();
  for (const name of names) {
    const ofName = versions.map((table) => table.chains.get(name));
    chains.set(name, joinVersions(ofName, writer));
  }
  return { ...first!, chains, more: versions.some(({ more }) => more), writer };
}

/** Joins a chain as it is at the end of each way: undefined where it is not there. */
function joinVersions(versions: readonly (Chain | undefined)[], writer: object): Chain {
  let [joined] = versions;
  for (let i = 1; i < versions.length; i++) {
    const next = versions[i];
    if (next === versions[i - 1]) continue;
    joined = joined && next ? joinChains(joined, next, writer) : maybe((joined ?? next)!, writer);
  }
  return joined!;
}

function maybe(chain: Chain, writer: object): Chain {
  return { ...chain, certain: false, rules: mapRules(chain.rules, doubted), writer };
}

function joinChains(a: Chain, b: Chain, writer: object): Chain {
  return {
    ...a,
    certain: a.certain && b.certain,
    emptied: a.emptied && b.emptied,
    policy: joinPolicies(a.policy, b.policy),
    rules: joinRules(a.rules, b.rules),
    writer,
  };
}

function joinPolicies(a: Policy | undefined, b: Policy | undefined): Policy | undefined {
  if (!a || !b) return a ?? b;
  if (a.name === b.name) return a.certain ? { ...a, certain: b.certain } : a;
  return { ...(a.call ? a : b), certain: false };
}

/** The rules of both in an order that keeps that of each; no rule ever changes places with another. */
function joinRules(a: RuleList, b: RuleList): RuleList {
  if (a === b) return a;
  const [shorter, longer] = a.length < b.length ? [a, b] : [b, a];
  const behind = addedTo(shorter, longer);
  if (behind) return ofChunks([...shorter.chunks, ...behind.map(doubtedChunk)]);
  return joinStretches(a.chunks, b.chunks);
}

/** Chunks that both have, in the same order, stay as they are; what stands between them is joined. */
function joinStretches(a: readonly Chunk[], b: readonly Chunk[]): RuleList {
  let start = 0;
  while (start < a.length && a[start] === b[start]) start++;
  const joined = a.slice(0, start);
  const places = new Map<Chunk, number>();
  for (let i = start; i < b.length; i++) places.set(b[i]!, i);
  let [fromA, fromB] = [start, start];
  const joinUpTo = (toA: number, toB: number) => {
    const rules = joinOrders(a.slice(fromA, toA).flat(), b.slice(fromB, toB).flat());
    joined.push(...inChunks(rules));
  };
  for (let index = start; index < a.length; index++) {
    const place = places.get(a[index]!) ?? -1;
    if (place < fromB) continue;
    joinUpTo(index, place);
    joined.push(a[index]!);
    [fromA, fromB] = [index + 1, place + 1];
  }
  joinUpTo(a.length, b.length);
  return ofChunks(joined);
}

const doubtedChunk = oncePer(
  (chunk: Chunk): Chunk => (chunk.some(({ certain }) => certain) ? chunk.map(doubted) : chunk),
);

function joinOrders(a: readonly PlacedRule[], b: readonly PlacedRule[]): PlacedRule[] {
  if (a.length === 0 || b.length === 0) return [...a, ...b].map(doubted);
  let same = 0;
  while (same < a.length && a[same] === b[same]) same++;
  const joined = a.slice(0, same);
  const places = new Map<number, number>();
  for (let i = same; i < b.length; i++) places.set(b[i]!.id, i);
  let [fromA, fromB] = [same, same];
  for (let index = same; index < a.length; index++) {
    const rule = a[index]!;
    const place = places.get(rule.id);
    if (place === undefined || place < fromB || !saysTheSame(rule, b[place]!)) continue;
    joinStretch(a.slice(fromA, index), b.slice(fromB, place), joined);
    joined.push(joinRule(rule, b[place]!));
    [fromA, fromB] = [index + 1, place + 1];
  }
  joinStretch(a.slice(fromA), b.slice(fromB), joined);
  return joined;
}

/** Stretches in which no rule is of the same call: rules that say the same still are one. */
function joinStretch(a: readonly PlacedRule[], b: readonly PlacedRule[], joined: PlacedRule[]): void {
  let start = 0;
  for (; start < Math.min(a.length, b.length) && saysTheSame(a[start]!, b[start]!); start++)
    joined.push(joinRule(a[start]!, b[start]!));
  joinDiffering(a.slice(start), b.slice(start), joined);
}

/** Stretches that do not begin with the same rule. */
function joinDiffering(a: readonly PlacedRule[], b: readonly PlacedRule[], joined: PlacedRule[]): void {
  if (a.length === 0 || b.length === 0 || a.length * b.length > mostPairs) {
    for (const rule of [...a, ...b]) joined.push(doubted(rule));
    return;
  }
  const lengths = commonLengths(a, b);
  const width = b.length + 1;
  let [i, j] = [0, 0];
  while (i < a.length && j < b.length) {
    if (saysTheSame(a[i]!, b[j]!)) joined.push(joinRule(a[i++]!, b[j++]!));
    else if (lengths[(i + 1) * width + j]! >= lengths[i * width + j + 1]!) joined.push(doubted(a[i++]!));
    else joined.push(doubted(b[j++]!));
  }
  for (const rule of [...a.slice(i), ...b.slice(j)]) joined.push(doubted(rule));
}

function joinRule(a: PlacedRule, b: PlacedRule): PlacedRule {
  return b.certain ? a : doubted(a);
}

/** How long the longest row of equal rules is from each pair of places on. */
function commonLengths(a: readonly PlacedRule[], b: readonly PlacedRule[]): Uint16Array {
  const width = b.length + 1;
  const lengths = new Uint16Array((a.length + 1) * width);
  for (let i = a.length - 1; i >= 0; i--)
    for (let j = b.length - 1; j >= 0; j--)
      lengths[i * width + j] = saysTheSame(a[i]!, b[j]!)
        ? lengths[(i + 1) * width + j + 1]! + 1
        : Math.max(lengths[(i + 1) * width + j]!, lengths[i * width + j + 1]!);
  return lengths;
}

function saysTheSame(a: PlacedRule, b: PlacedRule): boolean {
  return a.same.key === b.same.key;
}
