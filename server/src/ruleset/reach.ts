/** From which hooks the kernel reaches each chain of a table, by jumps and gotos of whatever rules. */

import type { Table } from './table';
import { hookNames } from './tables';

/**
 * The hooks that lead to each chain, by the number of its name: a bit each in the order of `hookNames`. Chains without an
 * entry are reached from none.
 */
export function hooksOfChains(table: Table): Map<number, number> {
  const edges = jumpsOf(table);
  const reached = new Map<number, number>();
  const waiting: number[] = [];
  for (const chain of table.chains) {
    if (!chain.builtIn) continue;
    reached.set(chain.id, 1 << hookNames.indexOf(chain.name));
    waiting.push(chain.id);
  }
  for (let from = waiting.pop(); from !== undefined; from = waiting.pop()) {
    const hooks = reached.get(from)!;
    for (const to of edges.get(from) ?? []) {
      const before = reached.get(to) ?? 0;
      if ((before | hooks) === before) continue;
      reached.set(to, before | hooks);
      waiting.push(to);
    }
  }
  return reached;
}

/** The chains that each chain's rules jump or go to. */
function jumpsOf({ header, end, facts }: Table): Map<number, Set<number>> {
  const { chains, targets } = facts.document.facts;
  const edges = new Map<number, Set<number>>();
  for (let i = header + 1; i < end; i++) {
    const target = targets[i]!;
    if (target < 0 || chains[i]! < 0 || (facts.declared[target]! | 0) === 0) continue;
    const known = edges.get(chains[i]!);
    if (known) known.add(target);
    else edges.set(chains[i]!, new Set([target]));
  }
  return edges;
}
