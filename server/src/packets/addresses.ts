/** Addresses as numbers: reading and writing IPv4 and IPv6 addresses and networks. */

import type { Family } from '../ruleset/tables';
import type { Range, Value } from './ranges';

/** The highest address of a family. */
export const highestAddress: Record<Family, Value> = { ipv4: 0xffffffff, ipv6: (1n << 128n) - 1n };

/** The number of an address; undefined for host names and anything else that is no address of the family. */
export function parseAddress(text: string, family: Family): Value | undefined {
  return family === 'ipv4' ? parseIpv4(text) : parseIpv6(text);
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

/** An address as iptables writes it. */
export function formatAddress(value: Value, family: Family): string {
  if (family === 'ipv4') return [24, 16, 8, 0].map((shift) => (Number(value) >>> shift) & 255).join('.');
  return formatIpv6(BigInt(value));
}

/** A range as a single address, as a network where it is one, or from first to last. */
export function formatAddresses({ low, high }: Range, family: Family): string {
  if (low === high) return formatAddress(low, family);
  for (let length = addressBits(family) - 1; length >= 0; length--) {
    const network = networkOf(low, length, family);
    if (network.high > high || network.low < low) break;
    if (network.high === high) return `${formatAddress(low, family)}/${length}`;
  }
  return `${formatAddress(low, family)}–${formatAddress(high, family)}`;
}

function addressBits(family: Family): number {
  return family === 'ipv4' ? 32 : 128;
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
  if (mask === undefined) return undefined;
  const holes = (1n << BigInt(bits)) - 1n - BigInt(mask);
  if ((holes & (holes + 1n)) !== 0n) return undefined;
  return bits - (holes === 0n ? 0 : holes.toString(2).length);
}

function parseIpv4(text: string): number | undefined {
  const parts = text.split('.');
  if (parts.length !== 4 || !parts.every((part) => /^\d{1,3}$/.test(part) && Number(part) <= 255)) return undefined;
  return parts.reduce((value, part) => value * 256 + Number(part), 0);
}

function parseIpv6(text: string): bigint | undefined {
  if (text.length > 45 || !text.includes(':')) return undefined;
  const halves = text.split('::');
  if (halves.length > 2) return undefined;
  const [head, tail] = halves.map(groupsOf);
  if (!head || (halves.length === 2 && !tail)) return undefined;
  const missing = 8 - head.length - (tail?.length ?? 0);
  if (tail ? missing < 1 : missing !== 0) return undefined;
  const groups = tail ? [...head, ...new Array<number>(missing).fill(0), ...tail] : head;
  return groups.reduce((value, group) => (value << 16n) | BigInt(group), 0n);
}

/** The 16-bit groups between colons; the last two may be written like an IPv4 address. */
function groupsOf(text: string): number[] | undefined {
  if (text === '') return [];
  const groups: number[] = [];
  const words = text.split(':');
  for (const [i, word] of words.entries()) {
    const ipv4 = i === words.length - 1 && word.includes('.') ? parseIpv4(word) : undefined;
    if (ipv4 !== undefined) groups.push(ipv4 >>> 16, ipv4 & 0xffff);
    else if (/^[\da-f]{1,4}$/i.test(word)) groups.push(Number.parseInt(word, 16));
    else return undefined;
  }
  return groups;
}

/** The longest row of zero groups becomes `::` (RFC 5952). */
function formatIpv6(value: bigint): string {
  const groups = Array.from({ length: 8 }, (_, i) => Number((value >> BigInt(16 * (7 - i))) & 0xffffn));
  let [start, length] = [0, 1];
  for (let i = 0; i < 8; i++) {
    let end = i;
    while (end < 8 && groups[end] === 0) end++;
    if (end - i > length) [start, length] = [i, end - i];
  }
  const text = (part: number[]) => part.map((group) => group.toString(16)).join(':');
  return length < 2 ? text(groups) : `${text(groups.slice(0, start))}::${text(groups.slice(start + length))}`;
}
