/** `-m time`: `--contiguous` goes with a span of hours over midnight. */

import { byBoth } from '../../../modules/refused-by';
import { addProblem, given } from '../context';
import type { JudgeModuleRule } from './index';

const endOfDay = 86_399;

export const judgeTimeContiguous: JudgeModuleRule = (judging, instance) => {
  const contiguous = given(instance, 'contiguous');
  if (!contiguous) return;
  const times = ['timestart', 'timestop'].map((name) => given(instance, name)?.values[0]?.value);
  const [start = 0, stop = endOfDay] = times.map((text) => text && secondOfDay(text)) as (number | undefined)[];
  if (!(start < stop)) return;
  addProblem(judging, 'module-rule', contiguous.name, {
    message: '--contiguous needs a --timestop before the --timestart, on the next day: add them or leave it out.',
    refusedBy: byBoth,
  });
};

/** `hh:mm[:ss]` in seconds; not a number for anything else. */
function secondOfDay(text: string): number {
  const [, hours, minutes, seconds = '0'] = /^(\d{1,2}):(\d{1,2})(?::(\d{1,2}))?$/.exec(text) ?? [];
  return Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
}
