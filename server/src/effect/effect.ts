/** What a script does to the tables: what they hold at its end, what each command did, and what is odd about it. */

import { once } from '../ruleset/once';
import type { Script } from '../shell/steps';
import type { ExecutedCommand, Run } from './attempt';
import { coveredRules } from './covered';
import type { EffectEvent } from './events';
import { familyGaps, missingTables, missingWait, type Seen } from './hints';
import { callsIn, makingsOf, unreachedCommands } from './makings';
import { type RenderedRuleset, renderState } from './render';
import { type RunRecord, repeatedFaults } from './second-run';
import { runScript } from './simulate';
import { type Call, forkState, freshState, type State } from './tables';
import type { Deed, Truth } from './verbs';
import { type Watch, watchDeed } from './watch';

export interface Effect {
  /** One for each machine, family and backend. */
  rulesets(): readonly RenderedRuleset[];
  events: EffectEvent[];
  /** In the order in which they run; each round of a loop and each call of a function counts. */
  commands: ExecutedCommand[];
  /** False when the script does more than was followed. */
  complete: boolean;
}

/** Rules that are looked at; for a script of any size that people write it is far more than needed. */
const mostWork = 4_000_000;

/** Rules of the versions of a script stand beside each other: what a part of it did is kept. */
let ids = 0;
const nextId = () => ids++;

/** Follows a script on a machine whose tables are empty, and once more on what it built there. */
export function simulate(script: Script): Effect {
  const work = { left: mostWork };
  const run: Run = {
    nextId,
    again: false,
    fixed: false,
    note: () => {},
    executed: [],
    work,
  };
  const watch: Watch = { found: [], pending: [] };
  const seen: Seen[] = [];
  const first = record(run, script, freshState(), (deed, truth) => {
    watchDeed(watch, deed, truth);
    seen.push(deed);
  });
  const again = { ...run, fixed: true };
  const second = record(again, script, runScript(again, script.between, forkState(first.end)), () => {});
  const all = [...seen, ...unreachedCommands(script)];
  const makings = once(() => makingsOf(all, first.end));
  const events = [
    ...watch.found,
    ...watch.pending.flatMap((pending) => pending(makings()) ?? []),
    ...missingTables(all, makings),
    ...coveredRules(first.end),
    ...(work.left > 0 ? repeatedFaults(first, second) : []),
    ...familyGaps(seen, first.end),
    ...missingWait(seen, callsIn(script.steps)),
  ];
  return {
    rulesets: once(() => renderState(first.end)),
    events: inOrder(events),
    commands: run.executed,
    complete: script.complete && work.left > 0,
  };
}

/** Runs the script, and keeps how each call ended: undefined where it ended differently from time to time. */
function record(run: Run, { steps }: Script, state: State, note: Run['note']): RunRecord {
  const truths = new Map<Call, Truth>();
  const noted = (deed: Deed, truth: Truth) => {
    const before = truths.get(deed.call);
    const differs = before !== truth && (before !== undefined || truths.has(deed.call));
    truths.set(deed.call, differs ? undefined : truth);
    note(deed, truth);
  };
  return { end: runScript({ ...run, note: noted }, steps, state), truths };
}

function inOrder(events: readonly EffectEvent[]): EffectEvent[] {
  return [...events].sort((a, b) => a.call.span.start - b.call.span.start);
}
