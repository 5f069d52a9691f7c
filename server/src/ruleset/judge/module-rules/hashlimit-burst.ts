/** `-m hashlimit`: the burst holds at least what a byte rate lets through at once, and does not overflow in the kernel. */

import { byBoth, byKernel } from '../../../modules/refused-by';
import { readCNumberAt } from '../../../modules/values/c-number';
import type { Word } from '../../../syntax/words';
import { addProblem, given, type Judging } from '../context';
import type { JudgeModuleRule } from './index';
import { judgeOverflow, packetRate } from './rates';

const defaultBurst = 5;

export const judgeHashlimitBurst: JudgeModuleRule = (judging, instance) => {
  const rate = (given(instance, 'hashlimit-upto') ?? given(instance, 'hashlimit-above'))?.values[0];
  if (!rate) return;
  const burst = given(instance, 'hashlimit-burst')?.values[0];
  if (rate.value.includes('b/s')) judgeBytes(judging, rate, burst);
  else if (!given(instance, 'hashlimit-rate-match')) judgePackets(judging, rate, burst);
};

/** Below 16 bytes a second the tool divides by zero and dies. */
function judgeBytes(judging: Judging, rate: Word, burst: Word | undefined): void {
  const least = leastBurst(rate.value);
  const bytes = burst && burstOf(burst.value);
  if (least === undefined || !bytes || (least > 0 && bytes >= least)) return;
  const message =
    least > 0
      ? `A burst of ${burst.value} is too small for ${rate.value}: at least ${least} bytes.`
      : `No burst goes with a rate below 16b/s: iptables crashes. Leave --hashlimit-burst out or raise the rate.`;
  addProblem(judging, 'invalid-value', burst, { message, refusedBy: byBoth });
}

/** The tool keeps the cost of 16 bytes as a fraction of 32 bits, and reads the rate back from there. Undefined for no rate. */
function leastBurst(text: string): number | undefined {
  const [, digits, factor] = /^(\d{1,9})([km]?)b\/s$/.exec(text) ?? [];
  if (digits === undefined) return undefined;
  const units = Math.floor((Number(digits) * factorOf(factor)) / 16) % 2 ** 32;
  const cost = Math.floor((2 ** 32 - 1) / (units + 1));
  return cost === 0 ? undefined : (Math.floor((2 ** 32 - 1) / cost) - 1) * 16;
}

function burstOf(text: string): number | undefined {
  const number = readCNumberAt(text);
  if (typeof number?.value !== 'number') return undefined;
  return number.value * factorOf(text.charAt(number.end));
}

function factorOf(letter: string | undefined): number {
  return letter === 'k' ? 1024 : letter === 'm' ? 1024 * 1024 : 1;
}

function judgePackets(judging: Judging, rate: Word, burst: Word | undefined): void {
  const perSecond = packetRate(rate.value);
  const packets = burst ? burstOf(burst.value) : defaultBurst;
  if (!perSecond || !packets) return;
  if (packets > 1_000_000) {
    addProblem(judging, 'invalid-value', burst ?? rate, {
      message: `A burst of ${burst?.value} is too large for a rate of packets: at most 1000000.`,
      refusedBy: byBoth,
    });
    return;
  }
  const average = Math.floor((1_000_000 * perSecond.seconds) / perSecond.count);
  const advice = `A burst of ${packets} is too much for the slow rate ${rate.value}: use --hashlimit-burst 1 or a quicker rate.`;
  judgeOverflow(judging, burst ?? rate, { average, burst: packets, scale: 1_000_000, bits: 64 }, advice, byKernel);
}
