/** A script cut into stretches of steps, so that an edit has few of them looked at: where they are cut hangs on the steps alone. */

import { oncePer } from '../ruleset/once';
import type { Branch, Command, Step } from '../shell/steps';
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

/** About so many units make a stretch. */
const usualLength = 32;

/** Stretches that begin with the same step: those of the last few versions of a script. */
const mostVersions = 3;

/** A step, or a branch with the call before it that decides it. */
interface Unit {
  steps: readonly Step[];
  isPlain: boolean;
  /** True for the last one of a stretch. */
  isLast: boolean;
  /** Those that begin with it. */
  stretches: Stretch[];
}

let units = 0;

const unitOfStep = oncePer((step: Step) => newUnit([step]));
const unitWithTest = oncePer((branch: Branch) => newUnit([branch.test!, branch]));

function newUnit(steps: readonly Step[]): Unit {
  return { steps, isPlain: placesOf(steps) !== undefined, isLast: ++units % usualLength === 0, stretches: [] };
}

/** The steps of a script, in stretches that are the same for steps that are. */
export const stretchesOf = oncePer((steps: readonly Step[]): readonly Stretch[] => {
  const stretches: Stretch[] = [];
  let open: Unit[] = [];
  const close = () => {
    if (open.length > 0) stretches.push(stretchOf(open));
    open = [];
  };
  for (let i = 0; i < steps.length; i++) {
    const [step, next] = [steps[i]!, steps[i + 1]];
    const branch = next?.kind === 'branch' && next.test === step ? next : undefined;
    if (branch) i++;
    const unit = branch ? unitWithTest(branch) : unitOfStep(step);
    if (!unit.isPlain) close();
    open.push(unit);
    if (!unit.isPlain || unit.isLast) close();
  }
  close();
  return stretches;
});

function stretchOf(units: readonly Unit[]): Stretch {
  const first = units[0]!;
  const steps = units.flatMap((unit) => unit.steps);
  const before = first.stretches.find(
    (each) => each.steps.length === steps.length && each.steps.every((step, index) => step === steps[index]),
  );
  if (before) return before;
  const stretch = { steps, places: placesOf(steps) };
  first.stretches = [stretch, ...first.stretches].slice(0, mostVersions);
  return stretch;
}

/** The chains of steps that do no more than add rules to them and ask for rules; undefined for all others. */
function placesOf(steps: readonly Step[]): readonly Place[] | undefined {
  const places = new Map<string, Place>();
  return arePlain(steps, places) ? [...places.values()] : undefined;
}

function arePlain(steps: readonly Step[], places: Map<string, Place>): boolean {
  return steps.every((step, index) => {
    if (step.kind === 'command') return notePlace(step, places);
    if (step.kind !== 'branch' || (step.test && step.test !== steps[index - 1])) return false;
    return step.alternatives.every((each) => arePlain(each.steps, places));
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
