/** Whether the options of each module go together: repetition, exclusion, requirements, order. */

import { byBoth, byKernel, type RefusedBy } from '../../modules/refused-by';
import type { ModuleBase, Option } from '../../modules/types';
import { readCNumber } from '../../modules/values/c-number';
import type { RulePart } from '../rule';
import { addProblem, given, isWhollyKnown, type JudgedInstance, type Judging, moduleName } from './context';

/** Judges the parameters of iptables itself, then the options of each module. */
export function judgeOptions(judging: Judging): void {
  judgeRepetition(judging, judging.rule.parts.filter(isParameter));
  for (const instance of judging.instances) {
    judgeRepetition(judging, instance.parts);
    judgeExclusions(judging, instance);
    judgeOrder(judging, instance);
    judgeRequirements(judging, instance);
  }
}

/** Commands and targets given twice are faults of the line's build. */
function isParameter({ option, module }: RulePart): boolean {
  return !module && option !== undefined && !('rule' in option) && option.name !== 'jump' && option.name !== 'goto';
}

function judgeRepetition(judging: Judging, parts: readonly RulePart[]): void {
  const counts = new Map<Option, number>();
  for (const part of parts) {
    const option = part.option!;
    const count = (counts.get(option) ?? 0) + 1;
    counts.set(option, count);
    if (option.name === 'next')
      for (const each of counts.keys()) if (each.repeat === 'once-per-element') counts.delete(each);
    if (count > mostOf(option)) addProblem(judging, 'repeated-option', part.name, { option: written(option) });
  }
}

function mostOf({ repeat }: Option): number {
  if (repeat === 'allowed') return Number.POSITIVE_INFINITY;
  return typeof repeat === 'object' ? repeat.atMost : 1;
}

function judgeExclusions(judging: Judging, { module, parts }: JudgedInstance): void {
  parts.forEach((part, index) => {
    const other = parts.slice(0, index).find((before) => excludeEachOther(before.option!, part.option!));
    if (other)
      addProblem(judging, 'conflicting-options', part.name, { option: other.name.value, refusedBy: refuserOf(module) });
  });
}

/** Who looks at the options of a module together. */
function refuserOf({ combinations }: ModuleBase): RefusedBy {
  return combinations === 'kernel' ? byKernel : byBoth;
}

function excludeEachOther(a: Option, b: Option): boolean {
  return (a.excludes?.includes(b.name) ?? false) || (b.excludes?.includes(a.name) ?? false);
}

function judgeOrder(judging: Judging, { parts }: JudgedInstance): void {
  parts.forEach((part, index) => {
    const { after } = part.option!;
    if (!after) return;
    const before = parts.slice(0, index).findLast(({ option }) => option?.name === after.option);
    if (before && (after.value === undefined || hasValue(before, after.value))) return;
    const wanted = after.value === undefined ? `--${after.option}` : `--${after.option} ${after.value}`;
    addProblem(judging, 'missing-option', part.name, {
      names: [wanted],
      message: `${part.name.value} needs ${wanted} before it.`,
    });
  });
}

function hasValue({ values, inversion }: RulePart, number: number): boolean {
  return !inversion && readCNumber(values[0]?.value ?? '') === number;
}

/** What is missing may be the very word that nobody knows: then nothing is said. */
function judgeRequirements(judging: Judging, instance: JudgedInstance): void {
  if (!isWhollyKnown(judging)) return;
  const { module, word } = instance;
  const missing = module.options.filter(({ required, name }) => required && !given(instance, name));
  if (missing.length > 0) {
    const names = missing.map(written);
    addProblem(judging, 'missing-option', word, { option: moduleName(module), names: names.slice(0, 1) });
  }
  const needed = neededOnes(module);
  if (needed && !instance.parts.some(({ option }) => needed.includes(option!.name))) {
    addProblem(judging, 'missing-option', word, {
      option: moduleName(module),
      names: needed.map((name) => `--${name}`),
      refusedBy: refuserOf(module),
    });
  }
  for (const part of instance.parts) {
    const absent = part.option!.requires?.filter((name) => !given(instance, name)) ?? [];
    if (absent.length > 0) {
      addProblem(judging, 'missing-option', part.name, { option: part.name.value, names: [`--${absent[0]}`] });
    }
  }
}

function neededOnes({ needsOneOf, options }: ModuleBase): readonly string[] | undefined {
  return needsOneOf === 'any' ? options.map(({ name }) => name) : needsOneOf;
}

function written({ name }: Option): string {
  return `--${name}`;
}
