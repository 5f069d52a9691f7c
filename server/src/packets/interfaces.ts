/** Interface names as numbers, so that a name is a single one and a name ending in `+` is a range. */

import { type Range, type Ranges, subtractRanges } from './ranges';

/** Bytes of the longest interface name (IFNAMSIZ less the NUL, include/uapi/linux/if.h). */
const maxBytes = 15;

/** Where a packet has no such interface, the kernel compares with the empty name. */
export const noInterface = 0n;

export const highestInterface = (1n << BigInt(8 * maxBytes)) - 1n;

/** The names that `-i` or `-o` with this value matches; undefined for names that are too long or not plain ASCII. */
export function parseInterface(text: string): Range | undefined {
  if (text.length > maxBytes || !/^[\x21-\x7e]*$/.test(text)) return undefined;
  const wildcard = text.endsWith('+');
  const name = wildcard ? text.slice(0, -1) : text;
  const low = numberOf(name, 0);
  return { low, high: wildcard ? numberOf(name, 255) : low };
}

/** The number of one name; undefined as for parseInterface, and for wildcards. */
export function interfaceNumber(text: string): bigint | undefined {
  const names = parseInterface(text);
  return names && names.low === names.high ? (names.low as bigint) : undefined;
}

/** A name, a wildcard, or the first and last name of a range. */
export function formatInterfaces({ low, high }: Range): string {
  const first = nameOf(low as bigint);
  if (low === high) return first;
  const range = parseInterface(`${first}+`);
  return range?.high === high ? `${first}+` : `${first}–${nameOf(high as bigint)}`;
}

/** A wildcard with the names that it is without, from the ranges at `start`, and behind which range it ends; undefined where there is none. */
export function wildcardAt(ranges: Ranges, start: number): { name: string; without: Ranges; end: number } | undefined {
  const prefix = nameOf(ranges[start]!.low as bigint);
  const whole = prefix === '' ? undefined : parseInterface(`${prefix}+`);
  const last = whole ? ranges.findIndex(({ high }, i) => i > start && high === whole.high) : -1;
  if (!whole || last < 0) return undefined;
  return { name: `${prefix}+`, without: subtractRanges([whole], ranges.slice(start, last + 1)), end: last + 1 };
}

function numberOf(name: string, filler: number): bigint {
  let value = 0n;
  for (let i = 0; i < maxBytes; i++) value = (value << 8n) | BigInt(i < name.length ? name.charCodeAt(i) : filler);
  return value;
}

function nameOf(value: bigint): string {
  let name = '';
  for (let i = maxBytes - 1; i >= 0; i--) {
    const code = Number((value >> BigInt(8 * i)) & 255n);
    if (code === 0) break;
    name += String.fromCharCode(code);
  }
  return name;
}
