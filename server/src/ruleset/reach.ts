/** From which hooks the kernel reaches each chain of a table, by jumps and gotos of whatever rules, and where jumps go round. */

import type { Table } from './table';
import { hookNames } from './tables';

/** The hooks that lead to each chain, by the number of its name: a bit each in the order of `hookNames`; 0 for none. */
export function hooksOfChains(table: Table): Uint8Array {
  const { jumps, hooks } = startOf(table);
  for (let pass = 0; pass < mostPasses; pass++) if (!spread(jumps, hooks)) return hooks;
  spreadDeeply(jumps, hooks);
  return hooks;
}

/** A jump on the way to a chain. */
export interface Way {
  line: number;
  /** The chain that jumps, by the number of its name. */
  from: number;
}

/** The jump by which each chain is first reached from a hook, in as few steps as there are; `hook` is an index of `hookNames`. */
export function waysFrom(table: Table, hook: number): Map<number, Way> {
  const edges = edgesOf(startOf(table).jumps);
  const ways = new Map<number, Way>();
  const waiting = [hook];
  for (const from of waiting) {
    for (const [to, line] of edges.get(from) ?? []) {
      if (to === hook || ways.has(to)) continue;
      ways.set(to, { line, from });
      waiting.push(to);
    }
  }
  return ways;
}

/** Jumps that go round, reached from a hook: the chains in order, and the line that jumps from the last to the first. */
export interface Loop {
  /** The number of the hook's name. */
  hook: number;
  line: number;
  chains: number[];
}

/** A loop for each jump that closes one; none in almost every dump, which is found out quickly. */
export function loopsOf(table: Table): Loop[] {
  const { jumps, hooks } = startOf(table);
  if (!mayLoop(jumps, hooks)) return [];
  const edges = edgesOf(jumps);
  const done = new Set<number>();
  const loops: Loop[] = [];
  for (let hook = 0; hook < hookNames.length; hook++) if (hooks[hook] !== 0) collectLoops(hook, edges, done, loops);
  return loops;
}

/** Lines with jumps to chains that exist, as columns of chain and line numbers. */
interface Jumps {
  from: Int32Array;
  to: Int32Array;
  lines: Int32Array;
  length: number;
}

/** Chains in a dump call each other over few levels: for as many it is quickest to go through all jumps again and again. */
const mostPasses = 16;

function startOf({ header, end, facts, chains: all }: Table): { jumps: Jumps; hooks: Uint8Array } {
  const { chains, targets } = facts.document.facts;
  const { declared } = facts;
  const room = end - header;
  const column = () => new Int32Array(room);
  const jumps: Jumps = { from: column(), to: column(), lines: column(), length: 0 };
  for (let i = header + 1; i < end; i++) {
    const target = targets[i]!;
    if (target < 0 || (declared[target]! | 0) === 0 || chains[i]! < 0) continue;
    jumps.from[jumps.length] = chains[i]!;
    jumps.lines[jumps.length] = i;
    jumps.to[jumps.length++] = target;
  }
  const hooks = new Uint8Array(facts.document.names.texts.length);
  for (let id = 0; id < hookNames.length; id++)
    if (all.some((chain) => chain.builtIn && chain.id === id)) hooks[id] = 1 << id;
  return { jumps, hooks };
}

/** Hands the hooks of each chain on to those that it jumps to; false when that changes nothing. */
function spread({ from, to, length }: Jumps, hooks: Uint8Array): boolean {
  let changed = false;
  for (let i = 0; i < length; i++) {
    const target = to[i]!;
    const both = hooks[from[i]!]! | hooks[target]!;
    if (both === hooks[target]) continue;
    hooks[target] = both;
    changed = true;
  }
  return changed;
}

function spreadDeeply(jumps: Jumps, hooks: Uint8Array): void {
  const edges = edgesOf(jumps);
  const waiting = [...edges.keys()].filter((id) => hooks[id] !== 0);
  for (let from = waiting.pop(); from !== undefined; from = waiting.pop()) {
    for (const to of edges.get(from)?.keys() ?? []) {
      const both = hooks[from]! | hooks[to]!;
      if (both === hooks[to]) continue;
      hooks[to] = both;
      waiting.push(to);
    }
  }
}

/** False when the levels of all chains are found in a few passes, which jumps that go round never come to. */
function mayLoop({ from, to, length }: Jumps, { length: chains }: Uint8Array): boolean {
  const levels = new Uint8Array(chains);
  for (let pass = 0; pass < mostPasses; pass++) {
    let changed = false;
    for (let i = 0; i < length; i++) {
      const level = levels[to[i]!]! + 1;
      if (level <= levels[from[i]!]!) continue;
      if (level > mostPasses) return true;
      levels[from[i]!] = level;
      changed = true;
    }
    if (!changed) return false;
  }
  return true;
}

/** The chains that each chain jumps to, with the first line that does. */
type Edges = Map<number, Map<number, number>>;

function edgesOf({ from, to, lines, length }: Jumps): Edges {
  const edges: Edges = new Map();
  for (let i = 0; i < length; i++) {
    const known = edges.get(from[i]!);
    if (!known) edges.set(from[i]!, new Map([[to[i]!, lines[i]!]]));
    else if (!known.has(to[i]!)) known.set(to[i]!, lines[i]!);
  }
  return edges;
}

/** Goes down from a hook; `done` are chains that were gone through. */
function collectLoops(hook: number, edges: Edges, done: Set<number>, loops: Loop[]): void {
  const path = [hook];
  const onPath = new Set(path);
  const open = [jumpsOf(edges, hook)];
  while (path.length > 0) {
    const next = open.at(-1)!.next();
    if (next.done) {
      const left = path.pop()!;
      onPath.delete(left);
      done.add(left);
      open.pop();
      continue;
    }
    const [to, line] = next.value;
    if (onPath.has(to)) loops.push({ hook, line, chains: path.slice(path.indexOf(to)) });
    else if (!done.has(to)) {
      path.push(to);
      onPath.add(to);
      open.push(jumpsOf(edges, to));
    }
  }
}

function jumpsOf(edges: Edges, chain: number): Iterator<[number, number]> {
  return (edges.get(chain) ?? new Map<number, number>()).entries();
}
