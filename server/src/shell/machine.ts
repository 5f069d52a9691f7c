/** What is noted while a script runs: for the whole of it, and for what is kept of it on its own. */

import type { Kept, Machine } from './context';
import type { ShellParser } from './parser';

/** A machine that noted nothing yet. */
export function newMachine(parser: ShellParser, work: number, kept: Kept | undefined): Machine {
  return {
    parser,
    work,
    blocks: 0,
    defined: new Map(),
    called: new Set(),
    ranInVain: new Set(),
    unreached: [],
    between: [],
    meanwhile: [],
    atExit: [],
    complete: true,
    kept,
  };
}

/** Takes over what another machine noted. */
export function takeNotes(machine: Machine, own: Machine): void {
  machine.work -= own.work;
  machine.blocks = Math.max(machine.blocks, own.blocks);
  machine.complete &&= own.complete;
  // Most runs define nothing, and call no function: an iterator for each would be most of what an edit leaves for the collector.
  if (own.defined.size > 0)
    for (const [statement, context] of own.defined) machine.defined.set(statement, { ...context, machine });
  if (own.called.size > 0) for (const statement of own.called) machine.called.add(statement);
  machine.unreached.push(...own.unreached);
  machine.between.push(...own.between);
  if (own.atExit.length > 0) machine.atExit = own.atExit;
}
