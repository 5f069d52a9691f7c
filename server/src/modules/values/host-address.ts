// Reads addresses as getaddrinfo does, which also asks the host for names.

import type { Family } from '../types';
import { mayBeHostName } from './host-names';
import { readIpv4Loosely, readIpv6 } from './ip-address';

/** What a text stands for: an address, something that only the host knows, or nothing anywhere. */
export type Reading = bigint | 'on-host' | undefined;

/** A numeric address, as getaddrinfo takes it in masks: IPv6 also with the scope behind `%`, IPv4 also as ::ffff:1.2.3.4. */
export function readNumericHost(text: string, family: Family): bigint | undefined {
  if (family === 'ipv6') return readScopedIpv6(text);
  const address = readIpv4Loosely(text);
  if (address !== undefined) return BigInt(address);
  const mapped = readScopedIpv6(text);
  return mapped !== undefined && mapped >> 32n === 0xffffn ? mapped & 0xffffffffn : undefined;
}

/** A numeric address or the name of a host. */
export function readHost(text: string, family: Family): Reading {
  const address = readNumericHost(text, family);
  if (address !== undefined) return address;
  return mayBeHostName(text) && readIpv4Loosely(text) === undefined ? 'on-host' : undefined;
}

/** The scope is dropped. It is the number of an interface, or its name where the address is one of the link. */
function readScopedIpv6(text: string): bigint | undefined {
  const percent = text.indexOf('%');
  const address = readIpv6(percent < 0 ? text : text.slice(0, percent));
  if (percent < 0 || address === undefined) return address;
  const scope = text.slice(percent + 1);
  const isNumber = /^\d+$/.test(scope) && Number(scope) <= 0xffffffff;
  return isNumber || (isOfLink(address) && /^[^\s/:%]{1,15}$/.test(scope)) ? address : undefined;
}

/** fe80::/10, ff01::/16 and ff02::/16. */
function isOfLink(address: bigint): boolean {
  const first = Number(address >> 112n);
  return (first & 0xffc0) === 0xfe80 || (first & 0xff0f) === 0xff01 || (first & 0xff0f) === 0xff02;
}
