/** What is in the tables when one of several ways was gone: what all have stays certain, the rest may be there. */

import { mapRules, type RuleList, unshared, withRules } from './rule-list';
import { type Chain, doubted, type PlacedRule, type Policy, readTable, type State, type Table } from './tables';

/** Stretches of rules between two that both ways have are compared with each other up to this many pairs. */
const mostPairs = 250_000;

/** Joins the tables at the end of two ways; neither may be used afterwards. */
export function joinStates(a: State, b: State): State {
  const writer = {};
  const joined: State = { tables: new Map(), more: new Set([...a.more, ...b.more]), writer };
  for (const key of new Set([...a.tables.keys(), ...b.tables.keys()])) {
    const any = (a.tables.get(key) ?? b.tables.get(key))!;
    const left = readTable(a, any);
    const right = readTable(b, any);
    joined.tables.set(key, left === right ? left : joinTables(left, right, writer));
  }
  return joined;
}

function joinTables(a: Table, b: Table, writer: object): Table {
  const chains = new Map<string, Chain>();
  for (const name of new Set([...a.chains.keys(), ...b.chains.keys()])) {
    const left = a.chains.get(name);
    const right = b.chains.get(name);
    const chain =
      left && right ? (left === right ? left : joinChains(left, right, writer)) : maybe((left ?? right)!, writer);
    chains.set(name, chain);
  }
  return { ...a, chains, more: a.more || b.more, writer };
}

function maybe(chain: Chain, writer: object): Chain {
  return { ...chain, certain: false, rules: mapRules(chain.rules, doubted), writer };
}

function joinChains(a: Chain, b: Chain, writer: object): Chain {
  return {
    ...a,
    certain: a.certain && b.certain,
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
  const rest = unshared(a, b);
  return withRules(rest.shared, joinOrders(rest.a, rest.b));
}

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
    joined.push(b[place]!.certain ? rule : doubted(rule));
    [fromA, fromB] = [index + 1, place + 1];
  }
  joinStretch(a.slice(fromA), b.slice(fromB), joined);
  return joined;
}

/** Stretches in which no rule is of the same call: rules that say the same still are one. */
function joinStretch(a: readonly PlacedRule[], b: readonly PlacedRule[], joined: PlacedRule[]): void {
  if (a.length === 0 || b.length === 0 || a.length * b.length > mostPairs) {
    for (const rule of [...a, ...b]) joined.push(doubted(rule));
    return;
  }
  const lengths = commonLengths(a, b);
  const width = b.length + 1;
  let [i, j] = [0, 0];
  while (i < a.length && j < b.length) {
    if (saysTheSame(a[i]!, b[j]!)) {
      joined.push(b[j]!.certain ? a[i]! : doubted(a[i]!));
      i++;
      j++;
    } else if (lengths[(i + 1) * width + j]! >= lengths[i * width + j + 1]!) joined.push(doubted(a[i++]!));
    else joined.push(doubted(b[j++]!));
  }
  for (const rule of [...a.slice(i), ...b.slice(j)]) joined.push(doubted(rule));
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
