// Addresses as numbers: reads and writes them in each of the ways in which the tools do.

import type { Family } from '../types';
import { readCNumber } from './c-number';

/** Four decimal numbers without leading zeros (inet_pton). Undefined when the text is anything else. */
export function readIpv4(text: string): number | undefined {
  const parts = text.split('.', 5);
  if (parts.length !== 4 || !parts.every((part) => /^(?:0|[1-9]\d{0,2})$/.test(part))) return undefined;
  return joined(parts.map(Number), 255);
}

/** Eight groups of up to four hexadecimal digits, `::` for zeros, the last two also like an IPv4 address (inet_pton). */
export function readIpv6(text: string): bigint | undefined {
  if (text.length > 45 || !text.includes(':')) return undefined;
  const halves = text.split('::');
  if (halves.length > 2) return undefined;
  const head = groupsOf(halves[0]!, halves.length === 1);
  const tail = groupsOf(halves[1] ?? '', true);
  if (head === undefined || tail === undefined) return undefined;
  const missing = 8 - head.length - tail.length;
  if (halves.length === 2 ? missing < 1 : missing !== 0) return undefined;
  const groups = [...head, ...Array<number>(missing).fill(0), ...tail];
  return groups.reduce((value, group) => (value << 16n) | BigInt(group), 0n);
}

/** One to four numbers as in C, the last one filling the bytes that are left: `10.1` is 10.0.0.1 (inet_aton). */
export function readIpv4Loosely(text: string): number | undefined {
  const parts = text.split('.', 5);
  const numbers = parts.map((part) => (/^\d/.test(part) ? readCNumber(part) : undefined));
  const last = numbers.pop();
  if (parts.length > 4 || typeof last !== 'number' || last >= 256 ** (5 - parts.length)) return undefined;
  const first = joined(numbers, 255);
  return first === undefined ? undefined : first * 256 ** (5 - parts.length) + last;
}

/** The longest text that iptables itself takes for an IPv4 address or mask; it cuts the rest. */
const longestIpv4 = 19;

/** Up to four numbers as in C; those that are missing at the end are zero: `10.1` is 10.1.0.0. So iptables reads networks. */
export function readIpv4Network(text: string): number | undefined {
  const numbers = text.slice(0, longestIpv4).split('.', 5).map(readCNumber);
  if (numbers.length > 4) return undefined;
  return joined([...numbers, ...Array<number>(4 - numbers.length).fill(0)], 255);
}

/** A mask in four numbers as in C. */
export function readIpv4Mask(text: string): number | undefined {
  return text.slice(0, longestIpv4).split('.', 5).length === 4 ? readIpv4Network(text) : undefined;
}

/** How many bits an address has. */
export function addressBits(family: Family): number {
  return family === 'ipv4' ? 32 : 128;
}

/** The mask of a prefix length. */
export function maskOf(length: number, family: Family): bigint {
  const bits = BigInt(addressBits(family));
  return ((1n << BigInt(length)) - 1n) << (bits - BigInt(length));
}

/** The length of the prefix that a mask stands for; undefined for one with holes. */
export function prefixLengthOf(mask: bigint, family: Family): number | undefined {
  const length = mask === 0n ? 0 : mask.toString(2).replace(/0+$/, '').length;
  return maskOf(length, family) === mask ? length : undefined;
}

/** An address as iptables writes it. */
export function formatAddress(value: number | bigint, family: Family): string {
  if (family === 'ipv6') return formatIpv6(BigInt(value));
  return [24, 16, 8, 0].map((shift) => (Number(value) >>> shift) & 255).join('.');
}

function joined(numbers: readonly (number | bigint | undefined)[], max: number): number | undefined {
  let value = 0;
  for (const number of numbers) {
    if (typeof number !== 'number' || number > max) return undefined;
    value = value * (max + 1) + number;
  }
  return value;
}

/** The 16-bit groups between colons; the last two may be written like an IPv4 address where the text ends. */
function groupsOf(text: string, atEnd: boolean): number[] | undefined {
  if (text === '') return [];
  const groups: number[] = [];
  const words = text.split(':');
  for (const [i, word] of words.entries()) {
    const ipv4 = atEnd && i === words.length - 1 ? readIpv4(word) : undefined;
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
