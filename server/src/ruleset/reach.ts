/** From which hooks the kernel reaches each chain of a table, by jumps and gotos of whatever rules, and where jumps go round. */

import { isBuiltIn, type Numbers, type Table } from './table';
import { hookNames } from './tables';

/** What the jumps of a table come to. */
export interface Reach {
  /** The hooks that lead to each chain, by the number of its name: a bit each in the order of `hookNames`; 0 or nothing for none. */
  hooks: ArrayLike<number>;
  /** False when no jumps go round for sure. */
  mayLoop: boolean;
}

/** What the jumps of the table come to, whatever their rules match. */
export function reachOf(table: Table): Reach {
  table.reach ??= findReach(table);
  return table.reach;
}

/** A jump on the way to a chain. */
export interface Way {
  line: number;
  /** The chain that jumps, by the number of its name. */
  from: number;
}

/** The jump by which each chain is first reached from a hook, in as few steps as there are; `hook` is an index of `hookNames`. */
export function waysFrom(table: Table, hook: number): Map<number, Way> {
  const edges = edgesOf(table);
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
  const { hooks, mayLoop } = reachOf(table);
  if (!mayLoop) return [];
  const edges = edgesOf(table);
  const done = new Set<number>();
  const loops: Loop[] = [];
  for (let hook = 0; hook < hookNames.length; hook++) if (hooks[hook] !== 0) collectLoops(hook, edges, done, loops);
  return loops;
}

/** Chains in a dump call each other over few levels: for as many it is quickest to go through all jumps again and again. */
const mostPasses = 16;

function findReach(table: Table): Reach {
  const { ids, count, jumpCount, hooks } = table.facts;
  hooks.fill(0);
  for (let id = 0; id < hookNames.length; id++) hooks[id] = isBuiltIn(table, id) ? 1 << id : 0;
  const mayLoop = !settles(table, hooks);
  for (let i = 0; jumpCount > 0 && i < count; i++) hooks[ids[i]!] = hooks[ids[i]!]! & hooksMask;
  if (mayLoop) spreadDeeply(table, hooks);
  return { hooks, mayLoop };
}

/**
 * Hands the hooks of each chain on to those that it jumps to, and puts it on a level above them, until that changes nothing; false
 * when it does not come to an end, as where jumps go round. A state is the hooks that lead to a chain, and above these bits its level.
 */
function settles({ facts }: Table, states: Numbers): boolean {
  const { jumpLines, jumpCount } = facts;
  const { chains, targets } = facts.document.facts;
  const mask = hooksMask;
  let changed = true;
  for (let pass = 0; pass < mostPasses && changed; pass++) {
    changed = false;
    for (let i = 0; i < jumpCount; i++) {
      const from = chains[jumpLines[i]!]!;
      const to = targets[jumpLines[i]!]!;
      const above = states[from]! | 0;
      const below = states[to]! | 0;
      const hooks = above & mask;
      const isAbove = (above | mask) > (below | mask);
      if (isAbove && (hooks & ~below) === 0) continue;
      states[to] = below | hooks;
      if (!isAbove) states[from] = ((below | mask) + 1) | hooks;
      changed = true;
    }
  }
  return !changed;
}

/** The bits of the hooks. */
const hooksMask = (1 << hookNames.length) - 1;

function spreadDeeply(table: Table, hooks: Numbers): void {
  const edges = edgesOf(table);
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

/** The chains that each chain jumps to, with the first line that does. */
type Edges = Map<number, Map<number, number>>;

function edgesOf({ facts }: Table): Edges {
  const { chains, targets } = facts.document.facts;
  const edges: Edges = new Map();
  for (let i = 0; i < facts.jumpCount; i++) {
    const line = facts.jumpLines[i]!;
    const [from, to] = [chains[line]!, targets[line]!];
    if ((facts.declared[to]! | 0) === 0) continue;
    const ofChain = edges.get(from);
    if (!ofChain) edges.set(from, new Map([[to, line]]));
    else if (!ofChain.has(to)) ofChain.set(to, line);
  }
  return edges;
}

/** Goes down from a hook; `done` are chains that were gone through. */
function collectLoops(hook: number, edges: Edges, done: Set<number>, loops: Loop[]): void {
  const path = [hook];
  const onPath = new Set(path);
  const open = [jumpsFrom(edges, hook)];
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
      open.push(jumpsFrom(edges, to));
    }
  }
}

function jumpsFrom(edges: Edges, chain: number): Iterator<[number, number]> {
  return (edges.get(chain) ?? new Map<number, number>()).entries();
}
