// Packet and byte counts of `-c`.

import { firstFault, halves, invalid, type Part, shown, wholeOf } from './part';
import type { ValueChecks, ValueFault } from './value-fault';

export const counterChecks: ValueChecks<'counter'> = {
  counter: ({ counts }, text) => firstFault(counted(wholeOf(text), counts), countFault),
};

/** The first value may hold both counts, with a comma that does not stand in front. */
function counted(part: Part, counts: 'packets' | 'bytes'): Part[] {
  if (counts === 'bytes' || part.text.indexOf(',', 1) < 0) return [part];
  const { before, after } = halves(part, ',');
  return after ? [before, after] : [before];
}

/** What follows the digits is ignored, as sscanf does, and a minus sign counts down from 2^64. */
function countFault(part: Part): ValueFault | undefined {
  return /^\s*[+-]?\d/.test(part.text)
    ? undefined
    : invalid(part, `${shown(part.text)} is no count. Write a number such as 0.`);
}
