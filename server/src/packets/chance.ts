/** The statistic match in words: conditions that hold by chance, or for one packet of several. */

import { type Condition, isCondition, type Key, type Values } from './dimensions';
import type { Box } from './packet-set';
import type { Ranges } from './ranges';

/** The probability that a condition holds, for `-m statistic --mode random`; undefined for any other condition. */
export function chanceOf(condition: Condition): number | undefined {
  const match = /^if -m statistic --mode random (! )?--probability (\d[\d.]*) \0/.exec(condition);
  if (!match) return undefined;
  const chance = Number(match[2]);
  if (!(chance >= 0 && chance <= 1)) return undefined;
  return match[1] ? 1 - chance : chance;
}

/**
 * The probability that a packet meets all conditions of chance among these of the box, each of which is drawn for itself;
 * undefined when there are none.
 */
export function chanceOfAll(keys: readonly Key[], box: Box): number | undefined {
  let product: number | undefined;
  for (const key of keys) {
    const chance = isCondition(key) ? chanceOf(key) : undefined;
    if (chance !== undefined) product = (product ?? 1) * (isMet(box.get(key)!) ? chance : 1 - chance);
  }
  return product;
}

/** True for dimensions that `chanceOfAll` speaks for. */
export function isChance(key: Key): boolean {
  return isCondition(key) && chanceOf(key) !== undefined;
}

/** `by chance (50 %)`. */
export function chanceWords(chance: number): string {
  return `by chance (${percent(chance * 100)} %)`;
}

/** `by turns (1 of 3)` for `-m statistic --mode nth --every 3`; undefined for any other condition. */
export function turnWords(condition: Condition): string | undefined {
  const every = /^if -m statistic --mode nth --every (\d+)(?: --packet \d+)? \0/.exec(condition)?.[1];
  return every && `by turns (1 of ${every})`;
}

/** Whole numbers, but never rounded to all or nothing. */
function percent(value: number): string {
  if (value >= 1 && value <= 99) return String(Math.round(value));
  const rare = Number(Math.min(value, 100 - value).toPrecision(2));
  return String(value < 1 ? rare : Number((100 - rare).toFixed(6)));
}

/** True for the values of a condition that holds. */
export function isMet(values: Values): boolean {
  return (values as Ranges)[0]?.low === 1;
}
