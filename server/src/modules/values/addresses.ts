// Values that are addresses with or without a mask.

import { byKernel } from '../refused-by';
import type { Family } from '../types';
import { readCNumber } from './c-number';
import { type Reading, readHost, readNumericHost } from './host-address';
import {
  addressBits,
  formatAddress,
  maskOf,
  prefixLengthOf,
  readIpv4,
  readIpv4Mask,
  readIpv4Network,
  readIpv6,
} from './ip-address';
import { doubtful, firstFault, halves, invalid, meant, type Part, partOf, shown, split, wholeOf } from './part';
import type { ValueChecks, ValueFault, ValueOf } from './value-fault';

type Kinds = 'address' | 'address-with-mask' | 'address-list' | 'prefix-length';

export const addressChecks: ValueChecks<Kinds> = {
  address: ({ zero }, text, family) => {
    const part = wholeOf(text);
    const address = readHost(text, family);
    if (address === undefined) return badAddress(part, family);
    if (zero !== 'refused' || address !== 0n) return undefined;
    return invalid(part, `${text} is no address that packets can be sent to.`, byKernel);
  },
  'address-with-mask': (value, text, family) =>
    value.noHostBits === 'refused' ? prefixFault(value, wholeOf(text), family) : networkFault(wholeOf(text), family),
  'address-list': (_, text, family) =>
    firstFault(split(wholeOf(text), ','), (item) => listedNetworkFault(withoutBlanks(item), family)),
  'prefix-length': ({ contiguous }, text, family) => {
    const part = wholeOf(text);
    const mask = readMask(text, family);
    if (mask === undefined) return badMask(part, family);
    if (!contiguous) return unusualMask(part, family);
    return prefixLengthOf(mask, family) !== undefined
      ? undefined
      : invalid(part, `${shown(text)} is a mask with holes. Give a prefix length, ${lengths(family)}.`, byKernel);
  },
};

/**
 * A text that is no address of the family: one of the other family, or nothing at all. Says where a range of addresses is
 * meant that `-m iprange` would take.
 */
export function badAddress(part: Part, family: Family): ValueFault {
  const name = family === 'ipv4' ? 'IPv4' : 'IPv6';
  const other = otherFamily(part.text, family);
  if (other) return { ...invalid(part, other), code: 'address-family-mismatch' };
  if (part.text === '') return invalid(part, `An ${name} address is missing here.`);
  const [first = '', last = '', ...more] = part.text.split('-', 3);
  if (more.length === 0 && readAddress(first, family) !== undefined && readAddress(last, family) !== undefined)
    return invalid(part, `${shown(part.text)} is no address. Ranges need -m iprange.`);
  const { before, after } = halves(part, '/');
  if (after && readAddress(before.text, family) !== undefined)
    return invalid(part, `${shown(part.text)} has a mask, but here an address stands alone.`);
  if (family === 'ipv6') return invalid(part, `${shown(part.text)} is no IPv6 address. Write one such as 2001:db8::1.`);
  const form = /^[\d.]+$/.test(part.text) ? 'four numbers from 0 to 255, ' : '';
  return invalid(part, `${shown(part.text)} is no IPv4 address. Write ${form || 'one '}such as 192.0.2.1.`);
}

function readAddress(text: string, family: Family): number | bigint | undefined {
  return family === 'ipv4' ? readIpv4(text) : readIpv6(text);
}

/** A sentence on an address that belongs to the other family. */
function otherFamily(text: string, family: Family): string | undefined {
  const address = /^\[?([^\]/%]*)/.exec(text)![1]!;
  if (family === 'ipv4')
    return readIpv6(address) === undefined
      ? undefined
      : `${shown(text)} is an IPv6 address, and iptables is for IPv4. The rule belongs to ip6tables.`;
  return readIpv4(address) === undefined
    ? undefined
    : `${shown(text)} is an IPv4 address, and ip6tables is for IPv6. The rule belongs to iptables.`;
}

/** The generic parser of options: what stands behind the first slash is a length, else a mask written as an address. */
function networkFault(part: Part, family: Family): ValueFault | undefined {
  const { before, after } = halves(part, '/');
  const address = readHost(before.text, family);
  if (address === undefined) return badAddress(otherFamily(part.text, family) ? part : before, family);
  if (after === undefined) return undefined;
  const mask = readMask(after.text, family);
  if (mask === undefined) return badMask(after, family);
  return unusualMask(after, family) ?? hostBits(part, address, mask, after.text, family);
}

/** A prefix as NPTv6 needs it: the kernel takes no host bits and no more than so many bits. */
function prefixFault(
  { maxPrefix = addressBits('ipv6') }: ValueOf<'address-with-mask'>,
  part: Part,
  family: Family,
): ValueFault | undefined {
  const fault = networkFault(part, family);
  if (fault && fault.code !== 'host-bits-set') return fault;
  if (fault)
    return {
      ...fault,
      code: 'invalid-value',
      refusedBy: byKernel,
      message: `${shown(part.text)} has host bits set. Give ${fault.replacement!.text}.`,
    };
  const { after } = halves(part, '/');
  if (!after)
    return invalid(
      part,
      `The length of the prefix is missing: up to ${maxPrefix}, as in ${shown(part.text)}/${maxPrefix}.`,
      byKernel,
    );
  const mask = readMask(after.text, family);
  const length = mask === undefined ? undefined : prefixLengthOf(mask, family);
  if (length !== undefined && length <= maxPrefix) return undefined;
  return invalid(after, `A prefix can have at most ${maxPrefix} bits here, not ${shown(after.text)}.`, byKernel);
}

/** An item of -s or -d may begin with blanks. */
function withoutBlanks(part: Part): Part {
  return partOf(part, /^[ \t\n\v\f\r]*/.exec(part.text)![0].length);
}

/** The longest item of a list, in characters of one byte. */
const longestItem = 255;

/** iptables' own parser: what stands behind the last slash is the mask, and with an empty mask no address is looked at. */
function listedNetworkFault(part: Part, family: Family): ValueFault | undefined {
  if (part.text.length > longestItem) return invalid(part, `An address or name has at most ${longestItem} characters.`);
  const slash = part.text.lastIndexOf('/');
  const before = slash < 0 ? part : partOf(part, 0, slash);
  const mask = slash < 0 ? maskOf(addressBits(family), family) : readListedMask(part.text.slice(slash + 1), family);
  if (mask === 0n) return anyAddress(part, before.text, family);
  const foreign = otherFamily(before.text, family) !== undefined && readListed(before.text, family) === undefined;
  if (foreign) return badAddress(part, family);
  if (mask === undefined) return badMask(partOf(part, slash + 1), family);
  const address = readListed(before.text, family);
  if (address === undefined) return secondMask(before, part, family) ?? badAddress(before, family);
  return slash < 0 ? undefined : hostBits(part, address, mask, part.text.slice(slash + 1), family);
}

/** `10.0.0.0/24/8`. */
function secondMask(before: Part, part: Part, family: Family): ValueFault | undefined {
  const { before: address, after } = halves(before, '/');
  if (!after || readAddress(address.text, family) === undefined) return undefined;
  return invalid(part, `${shown(part.text)} has more than one mask. Keep one, as in ${shown(before.text)}.`);
}

/** With the mask 0 any text will do, also an address of the other family. */
function anyAddress(part: Part, before: string, family: Family): ValueFault | undefined {
  const any = family === 'ipv4' ? '0.0.0.0/0' : '::/0';
  const foreign = otherFamily(before, family);
  if (foreign && readListed(before, family) === undefined)
    return meant(
      doubtful(
        'address-family-mismatch',
        part,
        `${foreign.split(';')[0]}; with this mask iptables loads it as ${any}, any address.`,
      ),
      any,
      true,
    );
  const address = readListed(before, family);
  return typeof address === 'bigint'
    ? hostBits(part, address, 0n, part.text.slice(before.length + 1), family)
    : undefined;
}

function readListed(text: string, family: Family): Reading {
  const network = family === 'ipv4' ? readIpv4Network(text) : readIpv6(text);
  return network === undefined ? readHost(text, family) : BigInt(network);
}

function readListedMask(text: string, family: Family): bigint | undefined {
  const mask = family === 'ipv4' ? readIpv4Mask(text) : readIpv6(text);
  return mask === undefined ? readLength(text, family) : BigInt(mask);
}

function readMask(text: string, family: Family): bigint | undefined {
  return readLength(text, family) ?? readNumericHost(text, family);
}

function readLength(text: string, family: Family): bigint | undefined {
  const length = readCNumber(text);
  return typeof length === 'number' && length <= addressBits(family) ? maskOf(length, family) : undefined;
}

function badMask(part: Part, family: Family): ValueFault {
  const name = part.text === '' ? 'The mask is missing' : `${shown(part.text)} is no mask`;
  const form = family === 'ipv4' ? 'four numbers such as 255.255.255.0' : 'an address such as ffff:ffff::';
  return invalid(part, `${name}: it is a prefix length, ${lengths(family)}, or ${form}.`);
}

function lengths(family: Family): string {
  return `0 to ${addressBits(family)}`;
}

/** A number too high for a length is taken for a mask by the generic parser: 33 is 0.0.0.33. */
function unusualMask(part: Part, family: Family): ValueFault | undefined {
  const number = readCNumber(part.text);
  if (number === undefined || readLength(part.text, family) !== undefined) return undefined;
  const mask = readNumericHost(part.text, family);
  if (mask === undefined || prefixLengthOf(mask, family) !== undefined) return undefined;
  const loaded = formatAddress(mask, family);
  return doubtful(
    'invalid-value',
    part,
    `${shown(part.text)} is no prefix length, ${lengths(family)}: it is loaded as the mask ${loaded}.`,
  );
}

/** Bits of the address that the mask takes away. */
function hostBits(
  part: Part,
  address: Reading,
  mask: bigint,
  maskText: string,
  family: Family,
): ValueFault | undefined {
  if (typeof address !== 'bigint' || (address & mask) === address) return undefined;
  const network = `${formatAddress(address & mask, family)}/${maskText.trim()}`;
  const message = `${shown(part.text)} has host bits set: it stands for ${network}.`;
  return meant(doubtful('host-bits-set', part, message), network, true);
}
