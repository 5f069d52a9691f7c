/** Jumps in circles, which the kernel refuses where packets may come to them. */

import type { Chain } from './tables';

/** True when a jump from one chain to the other would let packets of a built-in chain go round in a circle. */
export function closesLoop(chains: ReadonlyMap<string, Chain>, from: string, to: string): boolean {
  const target = chains.get(to);
  if (!target || target.builtIn || target.rules.length === 0 || !leadsToCircle(chains, from, to)) return false;
  for (const { name, builtIn } of chains.values())
    if (builtIn && (name === from || met(chains, name).has(from))) return true;
  return false;
}

/** The chains that the rules of a chain surely lead to. */
function next(chains: ReadonlyMap<string, Chain>, name: string): string[] {
  const names: string[] = [];
  for (const chunk of chains.get(name)?.rules.chunks ?? [])
    for (const { target, certain } of chunk) if (certain && target && chains.has(target.text)) names.push(target.text);
  return names;
}

/** All chains that a chain surely leads to. */
function met(chains: ReadonlyMap<string, Chain>, from: string): Set<string> {
  const found = new Set(next(chains, from));
  for (const name of found) for (const each of next(chains, name)) found.add(each);
  return found;
}

/** True when the way from a chain on comes to the other one, or twice to the same. */
function leadsToCircle(chains: ReadonlyMap<string, Chain>, from: string, start: string): boolean {
  const done = new Set<string>();
  const open = new Set([start]);
  const ways = [{ name: start, rest: next(chains, start) }];
  for (let way = ways.at(-1); way; way = ways.at(-1)) {
    const name = way.rest.pop();
    if (name === undefined) {
      done.add(way.name);
      open.delete(way.name);
      ways.pop();
    } else if (name === from || open.has(name)) return true;
    else if (!done.has(name)) {
      open.add(name);
      ways.push({ name, rest: next(chains, name) });
    }
  }
  return false;
}
