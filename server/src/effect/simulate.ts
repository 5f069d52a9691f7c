/** Follows a script through its branches and loops, and says what its calls make of the tables. */

import type { Branch, Loop, Step } from '../shell/steps';
import { actionOfCall, isRefusedAnyhow } from './action';
import { type Attempt, attemptCommand, type Run } from './attempt';
import { followStretch } from './follow-stretch';
import { joinStates } from './join';
import { attemptRestore } from './restore';
import { stretchesOf } from './stretches';
import { type Call, forkState, type State } from './tables';
import type { Truth } from './verbs';

export interface Machine extends Run {
  /** The states in which each block was left. */
  exits: Map<number, State[]>;
  /** The states in which it ended and said that something went wrong. */
  wentWrong: Ending[];
  /** The states in which the script ended because a command failed that does not fail on every machine. */
  ended: Ending[];
  /** What the script does at its end. */
  atExit: readonly Step[];
  /** Of the calls that were followed. */
  outcomes: Map<Call, Truth>;
}

/** A state in which the script gives up, and whether it still does what it does at its end. */
interface Ending {
  state: State;
  cleansUp: boolean;
}

/** The id of the script itself. */
const wholeScript = 0;
/** Loops that somebody wrote to take away what is there twice end after a few rounds. */
const mostRounds = 100;

/** Runs the steps from a state, and returns the tables at the end of the script; where it gives up only when there is no other end. */
export function runScript(run: Run, steps: readonly Step[], state: State, atExit: readonly Step[] = []): State {
  const start = forkState(state);
  state.over = false;
  const machine: Machine = { ...run, exits: new Map(), wentWrong: [], ended: [], atExit, outcomes: new Map() };
  const end = runSteps(machine, steps, state);
  const ends = end ? [end] : (machine.exits.get(wholeScript) ?? cleanedUp(machine, machine.wentWrong));
  // What the last ones hold is most alike, so that the first joins change little of it.
  return joinAll([...ends, ...cleanedUp(machine, machine.ended).toReversed()]) ?? start;
}

/** The states behind what the script does at its end. */
function cleanedUp(machine: Machine, endings: readonly Ending[]): State[] {
  const own = endings.flatMap(({ state, cleansUp }) => (cleansUp ? [state] : []));
  const before = joinAll(own);
  const others = endings.flatMap(({ state, cleansUp }) => (cleansUp ? [] : [state]));
  return before ? [...others, runScript(silent(machine), machine.atExit, before)] : others;
}

function joinAll(states: readonly State[]): State | undefined {
  return states.length === 0 ? undefined : joinStates(states);
}

/** Of fewer steps none is kept: to follow them costs less. */
const fewSteps = 8;

/** The state behind the steps; undefined when the end is not reached. Without work left, as far as they were followed. */
function runSteps(machine: Machine, steps: readonly Step[], state: State): State | undefined {
  if (steps.length <= fewSteps || machine.again) return runEach(machine, steps, state);
  let now: State | undefined = state;
  for (const stretch of stretchesOf(steps))
    now &&= followStretch(machine, stretch, now, (from) => runEach(machine, stretch.steps, from));
  return now;
}

function runEach(machine: Machine, steps: readonly Step[], state: State): State | undefined {
  let now: State | undefined = state;
  for (let i = 0; i < steps.length && now && machine.work.left > 0; i++) {
    const [step, next] = [steps[i]!, steps[i + 1]];
    const branch = next?.kind === 'branch' && next.test === step ? next : undefined;
    now = runStep(machine, step, branch, now);
    if (branch) i++;
  }
  return now;
}

/** Runs a step, with the branch that its outcome decides. */
function runStep(machine: Machine, step: Step, branch: Branch | undefined, state: State): State | undefined {
  if (step.kind !== 'command' && step.kind !== 'restore') return runOther(machine, step, state);
  const attempt = attemptCall(machine, state, step);
  return branch ? runBranch(machine, branch, attempt) : behind(attempt);
}

function runOther(machine: Machine, step: Exclude<Step, Call>, state: State): State | undefined {
  switch (step.kind) {
    case 'branch':
      return runBranch(machine, step, decided(machine, step, state));
    case 'loop':
      return runLoop(machine, step, state);
    case 'block': {
      const end = runSteps(machine, step.steps, state);
      const exits = machine.exits.get(step.id) ?? [];
      machine.exits.delete(step.id);
      return joinAll(end ? [end, ...exits] : exits);
    }
    case 'leave':
      if (step.failed && step.block === wholeScript) machine.wentWrong.push({ state, cleansUp: step.cleansUp });
      else leave(machine, step.block, state);
      return undefined;
  }
}

function attemptCall(machine: Machine, state: State, call: Call): Attempt {
  const attempt = call.kind === 'command' ? attemptCommand(machine, state, call) : attemptRestore(machine, state, call);
  const { success, failure } = attempt;
  machine.outcomes.set(call, success && failure ? undefined : success !== undefined);
  if (!failure || call.onFailure !== 'ends') return attempt;
  if (success) return { success, failure: undefined };
  if (!failsEverywhere(call)) return goOn(machine, call, failure);
  machine.wentWrong.push({ state: failure, cleansUp: call.cleansUp });
  return { success: undefined, failure: undefined };
}

function leave({ exits }: Machine, block: number, state: State): void {
  exits.set(block, [...(exits.get(block) ?? []), state]);
}

/** On another machine there may have been what the command asks for; where it is refused anyhow, the rest is what the script would do. */
function goOn(machine: Machine, call: Call, failure: State): Attempt {
  if (!failure.over) machine.ended.push({ state: forkState(failure), cleansUp: call.cleansUp });
  failure.over ||= isRefusedAnyhow(call);
  return { success: failure, failure: undefined };
}

/** True when it fails for what the script itself did. */
function failsEverywhere(call: Call): boolean {
  return call.kind === 'restore' || actionOfCall(call).verb === 'new-chain';
}

function behind({ success, failure }: Attempt): State | undefined {
  return success && failure ? joinStates([success, failure]) : (success ?? failure);
}

/** What a test that was made further above decided. */
function decided(machine: Machine, { test }: Branch, state: State): Attempt {
  if (!test) return { success: state, failure: undefined };
  const outcome = outcomeOf(machine, test);
  return {
    success: outcome === false ? undefined : state,
    failure: outcome === true ? undefined : outcome === false ? state : forkState(state),
  };
}

/** How a call ended that was followed, or that is part of what was repeated. */
function outcomeOf({ outcomes, noted }: Machine, call: Call): Truth {
  if (outcomes.has(call)) return outcomes.get(call);
  return noted.flatMap((each) => ('deed' in each ? [] : each)).find(({ deed }) => deed.call === call)?.truth;
}

function runBranch(machine: Machine, { alternatives }: Branch, { success, failure }: Attempt): State | undefined {
  const isShared = alternatives.length > 2 || (alternatives.length > 1 && alternatives.some(({ when }) => !when));
  const ends = alternatives.flatMap(({ when, steps }) => {
    const starts = when === 'success' ? [success] : when === 'failure' ? [failure] : [success, failure];
    const open = starts.filter((start) => start !== undefined).map((start) => (isShared ? forkState(start) : start));
    const start = joinAll(open);
    const end = start && runSteps(machine, steps, start);
    return end ? [end] : [];
  });
  return joinAll(ends);
}

/** As often as its call succeeds or fails where that is known; else no round, one, or more: what the calls of a round add stands there once. */
function runLoop(machine: Machine, loop: Loop, state: State): State | undefined {
  const { steps, test } = loop;
  if (test && steps[0] === test && runRounds(silent(machine), test, loop, forkState(state)))
    return runRounds(machine, test, loop, state)?.end;
  const once = runRound(machine, steps, state);
  if (machine.again) return once;
  return runRound({ ...machine, again: true }, steps, once);
}

/** A machine that tries, and of which nobody hears. */
function silent(machine: Machine): Machine {
  const { exits, outcomes, noted } = machine;
  return {
    ...machine,
    watch: () => {},
    noted: [...noted],
    executed: [],
    exits: new Map(exits),
    wentWrong: [],
    outcomes: new Map(outcomes),
    ended: [],
  };
}

/** `while iptables -D …; do :; done`. Returns nothing when it is not known, or far too late, that the loop ends. */
function runRounds(
  machine: Machine,
  test: Call,
  { steps, endsOn }: Loop,
  state: State,
): { end: State | undefined } | undefined {
  let now: State | undefined = state;
  for (let round = 0; now && round < mostRounds; round++) {
    const { success, failure } = attemptCall(machine, now, test);
    if (success && failure) return undefined;
    if (endsOn === 'success' ? success : failure) return { end: success ?? failure };
    const next = success ?? failure;
    now = next && runSteps(machine, steps.slice(1), next);
  }
  return now ? undefined : { end: undefined };
}

function runRound(machine: Machine, steps: readonly Step[], state: State): State {
  const none = forkState(state);
  const end = runSteps(machine, steps, state);
  return end ? joinStates([none, end]) : none;
}
