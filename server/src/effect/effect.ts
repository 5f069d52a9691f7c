/** What a script does to the tables: what they hold at its end, what each command did, and what is odd about it. */

import type { Script } from '../shell/steps';
import { once, oncePer } from '../syntax/once';
import type { ExecutedCommand, Noted, Run } from './attempt';
import { coveredRules } from './covered';
import type { EffectEvent } from './events';
import { commandsIn } from './follow-stretch';
import { familyGaps, missingTables, missingWait, type Seen } from './hints';
import { callGroups, makingsOf, unreachedCommands } from './makings';
import { type RenderedRuleset, renderState } from './render';
import { repeatedFaults } from './second-run';
import { runScript } from './simulate';
import { expectMoreAnywhere, forkState, freshState } from './tables';
import { misspeltHooks, type Watch, watchDeed } from './watch';

export interface Effect {
  /** One for each machine, family and backend. */
  rulesets(): readonly RenderedRuleset[];
  events: EffectEvent[];
  /** In the order in which they run; each round of a loop and each call of a function counts. */
  commands(): readonly ExecutedCommand[];
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
  const watch: Watch = { found: [], pending: [] };
  const first = newRun(work, false, ({ deed, truth }) => watchDeed(watch, deed, truth));
  const end = runScript(first, script.steps, freshState(), script.atExit);
  if (!script.complete || work.left <= 0) expectMoreAnywhere(end);
  const later = newRun(work, true);
  runScript(later, script.meanwhile, forkState(end));
  const between = runScript(later, script.between, forkState(end));
  const second = newRun(work, true);
  const secondEnd = runScript(second, script.steps, between, script.atExit);
  const seen = groupsOf(first.noted);
  const unreached = unreachedCommands(script);
  const makings = makingsOf(seen, end, unreached);
  const events = [
    ...watch.found,
    ...watch.pending.flatMap((pending) => pending(makings) ?? []),
    ...misspeltHooks(later.noted),
    ...missingTables([...seen, unreached], makings),
    ...coveredRules(end),
    ...(work.left > 0 ? repeatedFaults({ noted: first.noted, end }, { noted: second.noted, end: secondEnd }) : []),
    ...familyGaps(seen, end),
    ...missingWait(seen, callGroups(script.steps)),
  ];
  return {
    rulesets: once(() => renderState(end)),
    events: inOrder(events),
    commands: once(() => commandsIn(first.executed)),
    complete: script.complete && work.left > 0,
  };
}

function newRun(work: Run['work'], fixed: boolean, watch: Run['watch'] = () => {}): Run {
  return { nextId, again: false, fixed, watch, noted: [], executed: [], work };
}

/** The commands in groups that stay the same as long as a stretch does what it did. */
function groupsOf(noted: Run['noted']): (readonly Seen[])[] {
  const groups: (readonly Seen[])[] = [];
  let alone: Seen[] = [];
  for (const each of noted) {
    if ('deed' in each) alone.push(each.deed);
    else {
      groups.push(alone, seenBy(each));
      alone = [];
    }
  }
  return [...groups, alone];
}

const seenBy = oncePer((noted: readonly Noted[]): readonly Seen[] => noted.map(({ deed }) => deed));

function inOrder(events: readonly EffectEvent[]): EffectEvent[] {
  return [...events].sort((a, b) => a.call.span.start - b.call.span.start);
}
