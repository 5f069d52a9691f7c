/** Whether nf_tables translates a match into expressions of its own, and so passes over the kernel's module. */

import { lowBits, readCNumber } from '../../modules/values/c-number';
import type { RulePart } from '../rule';
import type { JudgedInstance } from './context';

/** By what the data of the module says, and the options that are given. */
export function isNative({ module: { native }, parts }: JudgedInstance): boolean {
  if (native === undefined || native === 'always') return native === 'always';
  return !parts.some(({ option }) => native.unless.includes(option!.name)) && parts.some(narrows);
}

/** Every port, or no flag that has to be this or that, is as good as no option. */
function narrows({ option, values, inversion }: RulePart): boolean {
  if (inversion) return true;
  const kind = option!.values?.[0]?.kind;
  if (kind === 'tcp-flags') return values.some(({ value }) => value.toUpperCase() !== 'NONE');
  return kind !== 'port-range' || !isEveryPort(values[0]?.value ?? '');
}

/** True for a range of ports that leaves none out. */
export function isEveryPort(text: string): boolean {
  const [low, high, ...more] = text.split(':');
  return high !== undefined && more.length === 0 && portOf(low || '0') === 0 && portOf(high || '65535') === 65_535;
}

function portOf(text: string): number | undefined {
  const number = readCNumber(text);
  return number === undefined || number === Number.POSITIVE_INFINITY ? undefined : lowBits(number, 16);
}
