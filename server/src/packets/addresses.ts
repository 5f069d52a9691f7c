/** Networks and ranges of addresses: reading and writing them. */

import { addressBits, formatAddress, prefixLengthOf, readIpv4, readIpv6 } from '../modules/values/ip-address';
import type { Family } from '../ruleset/tables';
import { overlappingRanges, type Range, type Ranges, subtractRanges, type Value } from './ranges';

/** The highest address of a family. */
export const highestAddress: Record<Family, Value> = { ipv4: 0xffffffff, ipv6: (1n << 128n) - 1n };

/** The number of an address; undefined for host names and anything else that is no address of the family. */
export function parseAddress(text: string, family: Family): Value | undefined {
  return family === 'ipv4' ? readIpv4(text) : readIpv6(text);
}

/**
 * The addresses of `A`, `A/prefix` or `A/mask`. Undefined when it is none, and for masks with holes, whose addresses are no
 * range.
 */
export function parseNetwork(text: string, family: Family): Range | undefined {
  const slash = text.indexOf('/');
  const address = parseAddress(slash < 0 ? text : text.slice(0, slash), family);
  if (address === undefined) return undefined;
  const length = slash < 0 ? addressBits(family) : prefixLength(text.slice(slash + 1), family);
  if (length === undefined) return undefined;
  return networkOf(address, length, family);
}

/** The addresses that mean the host itself, whatever its interfaces have. */
export function loopbackAddresses(family: Family): Range {
  return family === 'ipv4' ? { low: 0x7f000000, high: 0x7fffffff } : { low: 1n, high: 1n };
}

/** A range as a single address, as a network of four or more where it is one, or from first to last. */
export function formatAddresses({ low, high }: Range, family: Family): string {
  if (low === high) return formatAddress(low, family);
  const length = sharedLength(low, high);
  const network = networkOf(low, length, family);
  const isWhole = network.low === low && network.high === high && length < addressBits(family) - 1;
  return isWhole
    ? `${formatAddress(low, family)}/${length}`
    : `${formatAddress(low, family)}–${formatAddress(high, family)}`;
}

/** Longer lists are left as they are. */
const maxRanges = 64;

/** The ranges as networks where they are such but for addresses that are not among `all`. */
export function asNetworks(ranges: Ranges, all: Ranges): Ranges {
  if (ranges.length > maxRanges || all.length > maxRanges) return ranges;
  return ranges.map((each) => {
    if (each.low === each.high) return each;
    const length = sharedLength(each.low, each.high);
    if (length === 0) return each;
    const network = networkOf(each.low, length, typeof each.low === 'bigint' ? 'ipv6' : 'ipv4');
    return overlappingRanges(subtractRanges([network], [each]), all) ? each : network;
  });
}

/** True for a single address or a network. */
export function isNetwork({ low, high }: Range): boolean {
  const family: Family = typeof low === 'bigint' ? 'ipv6' : 'ipv4';
  return low === high || formatAddresses({ low, high }, family).includes('/');
}

/** How many bits two addresses have in common before the first one in which they differ. */
function sharedLength(a: Value, b: Value): number {
  if (a === b) return typeof a === 'bigint' ? 128 : 32;
  return typeof a === 'bigint' ? 128 - (a ^ BigInt(b)).toString(2).length : Math.clz32(a ^ Number(b));
}

function networkOf(address: Value, length: number, family: Family): Range {
  if (family === 'ipv4') {
    const host = 2 ** (32 - length);
    const low = Math.floor(Number(address) / host) * host;
    return { low, high: low + host - 1 };
  }
  const host = 1n << BigInt(128 - length);
  const low = (BigInt(address) / host) * host;
  return { low, high: low + host - 1n };
}

function prefixLength(text: string, family: Family): number | undefined {
  const bits = addressBits(family);
  if (/^\d{1,3}$/.test(text)) return Number(text) <= bits ? Number(text) : undefined;
  const mask = parseAddress(text, family);
  return mask === undefined ? undefined : prefixLengthOf(BigInt(mask), family);
}
