/** `-m limit`: the kernel reckons rate × burst in 32 bits, by a clock whose ticks a second are fixed when it is built. */

import { byLegacyOnLoad } from '../../../modules/refused-by';
import { given, numberGiven } from '../context';
import type { JudgeModuleRule } from './index';
import { judgeOverflow, packetRate } from './rates';

const defaultInterval = 3600 / 3;
const defaultBurst = 5;

/** nf_tables has a limit of its own, without this. */
export const judgeLimitOverflow: JudgeModuleRule = (judging, instance) => {
  const rate = given(instance, 'limit')?.values[0];
  const perSecond = rate && packetRate(rate.value);
  const burst = given(instance, 'limit-burst') ? numberGiven(instance, 'limit-burst') : defaultBurst;
  if ((rate && !perSecond) || !burst) return;
  const { seconds, count } = perSecond ?? { seconds: defaultInterval, count: 1 };
  const average = Math.floor((10_000 * seconds) / count);
  const word = given(instance, 'limit-burst')?.values[0] ?? rate ?? instance.word;
  const advice = `A burst of ${burst} is too much for the slow rate ${rate?.value ?? '3/hour'}: use --limit-burst 1 or a quicker rate.`;
  judgeOverflow(judging, word, { average, burst, scale: 10_000, bits: 32 }, advice, byLegacyOnLoad);
};
