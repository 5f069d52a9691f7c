/** Rates as the modules limit and hashlimit hand them to the kernel, and the kernel's arithmetic with them. */

import { byNobody, type RefusedBy } from '../../../modules/refused-by';
import type { Word } from '../../../syntax/words';
import { addProblem, type Judging } from '../context';

/** So many packets in so many seconds. */
export interface PacketRate {
  count: number;
  seconds: number;
}

const periods: Readonly<Record<string, number>> = { second: 1, minute: 60, hour: 3600, day: 86_400 };

/** The rate that `5/min` stands for; undefined for a text that is none, or one of bytes. */
export function packetRate(text: string): PacketRate | undefined {
  const [, digits, unit = 'second'] = /^(\d{1,9})(?:\/([a-z]{1,6}))?$/i.exec(text) ?? [];
  const count = Number(digits);
  const period = Object.keys(periods).find((name) => name.startsWith(unit.toLowerCase()));
  return count > 0 && period !== undefined ? { count, seconds: periods[period]! } : undefined;
}

/** Ticks a second (CONFIG_HZ) of kernels that people run. */
const clocks = [100n, 250n, 300n, 1000n];
const secondsOfDay = 86_400n;

interface Bucket {
  /** The time between two packets, in parts of a second of which `scale` make one. */
  average: number;
  burst: number;
  scale: number;
  /** The width in which the kernel multiplies. */
  bits: 32 | 64;
}

/**
 * The clocks of kernels that refuse the bucket because a product of rate and burst wraps round (user2credits in xt_limit.c and
 * xt_hashlimit.c): none for one that every kernel takes.
 */
function refusingClocks({ average, burst, scale, bits }: Bucket): bigint[] {
  const one = BigInt(average);
  const product = BigInt.asUintN(bits, one * BigInt(burst));
  const credits = bits === 32 ? creditsOfLimit : creditsOfHashlimit;
  return clocks.filter((clock) => credits(product, clock, BigInt(scale)) < credits(one, clock, BigInt(scale)));
}

/** Notes a bucket that kernels refuse: all of them, or those with some clocks, which only the host can tell. */
export function judgeOverflow(
  judging: Judging,
  word: Word,
  bucket: Bucket,
  advice: string,
  refusedBy: RefusedBy,
): void {
  const refusing = refusingClocks(bucket);
  if (refusing.length === 0) return;
  if (refusing.length === clocks.length) {
    addProblem(judging, 'module-rule', word, { message: advice, refusedBy });
    return;
  }
  addProblem(judging, 'depends-on-clock', word, {
    message: `${advice} Kernels whose clock ticks ${refusing.join(' or ')} times a second (CONFIG_HZ) refuse it, others do not.`,
    refusedBy: byNobody,
    dependsOnHost: true,
  });
}

/** What the bucket gains in a second: ticks times the largest power of two with which a day still fits into the width. */
function creditsOfSecond(clock: bigint, bits: 32 | 64): bigint {
  const most = (2n ** BigInt(bits) - 1n) / (clock * secondsOfDay);
  return clock * 2n ** BigInt(most.toString(2).length - 1);
}

function creditsOfLimit(user: bigint, clock: bigint, scale: bigint): bigint {
  const factor = creditsOfSecond(clock, 32);
  const divideFirst = user > (2n ** 32n - 1n) / factor;
  return BigInt.asUintN(32, divideFirst ? (user / scale) * factor : (user * factor) / scale);
}

function creditsOfHashlimit(user: bigint, clock: bigint, scale: bigint): bigint {
  return BigInt.asUintN(64, user * (creditsOfSecond(clock, 64) / scale));
}
