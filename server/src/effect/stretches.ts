/** A script cut into stretches of units, so that an edit has few of them looked at: where they are cut hangs on the units alone. */

import { oncePer } from '../ruleset/once';
import type { Branch, Step } from '../shell/steps';
import { newUnit, type Unit } from './units';

/** Units in a row: several that only add rules, or one that does more. */
export interface Stretch extends Unit {
  readonly units: readonly Unit[];
}

/** About so many units make a stretch. */
const usualLength = 32;

/** Stretches that begin with the same step: those of the last few versions of a script. */
const mostVersions = 3;

interface KnownUnit {
  unit: Unit;
  /** True for the last one of a stretch. */
  isLast: boolean;
  /** Those that begin with it. */
  stretches: Stretch[];
}

let units = 0;

const unitOfStep = oncePer((step: Step) => knownUnit([step]));
const unitWithTest = oncePer((branch: Branch) => knownUnit([branch.test!, branch]));

function knownUnit(steps: readonly Step[]): KnownUnit {
  return { unit: newUnit(steps), isLast: ++units % usualLength === 0, stretches: [] };
}

/** The steps of a script, in stretches that are the same for steps that are. */
export const stretchesOf = oncePer((steps: readonly Step[]): readonly Stretch[] => {
  const stretches: Stretch[] = [];
  let open: KnownUnit[] = [];
  const close = () => {
    if (open.length > 0) stretches.push(stretchOf(open));
    open = [];
  };
  for (let i = 0; i < steps.length; i++) {
    const [step, next] = [steps[i]!, steps[i + 1]];
    const branch = next?.kind === 'branch' && next.test === step ? next : undefined;
    if (branch) i++;
    const known = branch ? unitWithTest(branch) : unitOfStep(step);
    if (!known.unit.places) close();
    open.push(known);
    if (!known.unit.places || known.isLast) close();
  }
  close();
  return stretches;
});

function stretchOf(known: readonly KnownUnit[]): Stretch {
  const [first] = known;
  const isSame = ({ units }: Stretch) =>
    units.length === known.length && units.every((unit, index) => unit === known[index]!.unit);
  const before = first!.stretches.find(isSame);
  if (before) return before;
  const units = known.map(({ unit }) => unit);
  const whole = units.length === 1 ? units[0]! : newUnit(units.flatMap(({ steps }) => steps));
  const stretch = { ...whole, units };
  first!.stretches = [stretch, ...first!.stretches].slice(0, mostVersions);
  return stretch;
}
