/** `-j RATEEST`: the interval is at most 8 seconds, and the average is taken over a time that suits it. */

import { byBoth } from '../../../modules/refused-by';
import { readCDecimal } from '../../../modules/values/c-decimal';
import { lowBits } from '../../../modules/values/c-number';
import { addProblem, given } from '../context';
import type { JudgeModuleRule } from './index';

const longest = 8_000_000;

export const judgeRateestIntervals: JudgeModuleRule = (judging, instance) => {
  const interval = given(instance, 'rateest-interval')?.values[0];
  const average = given(instance, 'rateest-ewmalog')?.values[0];
  const measured = interval && microseconds(interval.value);
  const averaged = average && microseconds(average.value);
  if (measured !== undefined && measured > longest)
    addProblem(judging, 'invalid-value', interval!, {
      message: `${interval!.value} is too long an interval: at most 8s.`,
      refusedBy: byBoth,
    });
  else if (measured !== undefined && averaged !== undefined && !suits(measured, averaged))
    addProblem(judging, 'invalid-value', average!, {
      message: `${average!.value} is too short or too long a time to average over for the interval ${interval!.value}: try the double of the interval.`,
      refusedBy: byBoth,
    });
};

/** The tool looks for the power of two by which the average is weighted, and takes 2 to 2²⁹ (RATEEST_final). */
function suits(interval: number, average: number): boolean {
  const weight = (power: number) => interval / -Math.log(1 - 1 / 2 ** power);
  return weight(1) <= average && weight(30) > average;
}

/** What the tool keeps of a time: 32 bits of microseconds. Undefined for none. */
function microseconds(text: string): number | undefined {
  const number = readCDecimal(text);
  if (!number || !Number.isFinite(number.value) || number.value < 0) return undefined;
  const factor = factorOf(text.slice(number.end).toLowerCase());
  return factor && lowBits(Math.trunc(number.value * factor), 32);
}

function factorOf(unit: string): number | undefined {
  if (/^s(?:ecs?)?$/.test(unit)) return 1_000_000;
  if (/^ms(?:ecs?)?$/.test(unit)) return 1000;
  return /^(?:us(?:ecs?)?)?$/.test(unit) ? 1 : undefined;
}
