/** A script cut into stretches of steps, so that an edit has few of them looked at: where they are cut hangs on the steps alone. */

import type { Command, Step } from '../shell/steps';
import { oncePer } from '../syntax/once';
import { planOf } from './attempt';
import type { TableId } from './tables';

/** Steps in a row that only put rules at the end of chains, asking with `-C` perhaps; or one step that does more. */
export interface Stretch {
  readonly steps: readonly Step[];
  /** Undefined for a step that does more. */
  readonly places: readonly Place[] | undefined;
}

/** A chain that a stretch looks at, and writes. */
export interface Place {
  id: TableId;
  chain: string;
  /** The targets of what is added; as chains they would mean something else. */
  targets: Set<string>;
}

/** Steps that make a stretch at most, or one more; and those from which on it ends where one begins that is known. */
const [mostSteps, leastSteps] = [40, 20];

/** Stretches that begin with the same step: those of the last few versions of a script. */
const mostVersions = 3;

/** The stretches that are known, by their first step. */
const known = new WeakMap<Step, readonly Stretch[]>();

/** The steps of a script, in stretches that are the same where the steps are. */
export const stretchesOf = oncePer((steps: readonly Step[]): readonly Stretch[] => {
  const stretches: Stretch[] = [];
  for (let at = 0; at < steps.length; ) {
    const stretch = knownAt(steps, at) ?? newAt(steps, at);
    stretches.push(stretch);
    at += stretch.steps.length;
  }
  return stretches;
});

/** The longest one that is known. */
function knownAt(steps: readonly Step[], at: number): Stretch | undefined {
  const found = known.get(steps[at]!)?.filter((stretch) => {
    const end = at + stretch.steps.length;
    return !isTested(steps, end) && stretch.steps.every((step, index) => step === steps[at + index]);
  });
  return found?.sort((a, b) => b.steps.length - a.steps.length)[0];
}

function newAt(steps: readonly Step[], at: number): Stretch {
  const first = steps[at]!;
  let end = unitEnd(steps, at);
  if (isPlain(steps, at, end))
    while (end < steps.length && end - at < mostSteps && !(end - at >= leastSteps && knownAt(steps, end))) {
      const next = unitEnd(steps, end);
      if (!isPlain(steps, end, next)) break;
      end = next;
    }
  const own = steps.slice(at, end);
  const stretch = { steps: own, places: placesOf(own) };
  known.set(first, [stretch, ...(known.get(first) ?? [])].slice(0, mostVersions));
  return stretch;
}

/** Behind a step, and the branch that it decides. */
function unitEnd(steps: readonly Step[], at: number): number {
  return isTested(steps, at + 1) ? at + 2 : at + 1;
}

/** True when a step is the branch that the one before it decides. */
function isTested(steps: readonly Step[], at: number): boolean {
  const step = steps[at];
  return step?.kind === 'branch' && step.test !== undefined && step.test === steps[at - 1];
}

function isPlain(steps: readonly Step[], start: number, end: number): boolean {
  return placesOf(steps.slice(start, end)) !== undefined;
}

/** The chains of steps that do no more than add rules to them and ask for rules; undefined for all others, and for branches of many steps. */
function placesOf(steps: readonly Step[]): readonly Place[] | undefined {
  const places = new Map<string, Place>();
  return arePlain(steps, places) ? [...places.values()] : undefined;
}

function arePlain(steps: readonly Step[], places: Map<string, Place>): boolean {
  return steps.every((step, index) => {
    if (step.kind === 'command') return notePlace(step, places);
    if (step.kind !== 'branch' || (step.test && step.test !== steps[index - 1])) return false;
    return step.alternatives.every((each) => each.steps.length <= mostSteps && arePlain(each.steps, places));
  });
}

/** Notes where a call looks and writes; false when it may look or write elsewhere. */
function notePlace(call: Command, places: Map<string, Place>): boolean {
  const { action, table } = planOf(call);
  const { verb, chain, rules, sure } = action;
  if (!table || !sure || !chain?.known || (verb !== 'check' && verb !== 'append')) return false;
  if (rules.length === 0 || rules.some(({ next }) => next)) return false;
  const key = placeKey(table, chain.text);
  const place = places.get(key) ?? { id: table, chain: chain.text, targets: new Set() };
  places.set(key, place);
  for (const { target } of rules) if (target) place.targets.add(target.text);
  return true;
}

/** What tells a chain from all others. */
export function placeKey({ key }: TableId, chain: string): string {
  return `${key}\0${chain}`;
}
