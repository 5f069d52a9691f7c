/** Addresses, masks, interfaces, owners and sets in words. */

import { formatAddress, readIpv4Network } from '../../modules/values/ip-address';
import { highestAddress, parseAddress, parseNetwork } from '../../packets/addresses';
import { orList } from '../../packets/phrases';
import { andList } from '../markdown';
import { counted, grouped } from '../numbers';
import { type Decoders, meaning, type ValueContext, type ValueMeaning, withName } from './meaning';
import { wholeNumber } from './quantities';

type Kinds =
  | 'address'
  | 'address-with-mask'
  | 'address-list'
  | 'address-range'
  | 'ipv6-addresses'
  | 'prefix-length'
  | 'mac-address'
  | 'interface'
  | 'owner'
  | 'set-directions';

export const addressDecoders: Decoders<Kinds> = {
  address: (_, text, context) => network(text, context),
  'address-with-mask': (_, text, context) => network(text, context),
  'address-list': (_, text, context) => list(text, context, orList),
  'address-range': (_, text, context) => addressRange(text, context),
  'ipv6-addresses': (_, text, context) => list(text, context, andList),
  'prefix-length': (_, text, context) => prefixLength(text, context),
  'mac-address': (_, text, context) => macAddress(text, context),
  interface: (_, text, context) => interfaceMeaning(text, context),
  owner: (value, text, context) => owner(value.of, text, context),
  'set-directions': (_, text) => directions(text),
};

/** Longer lists are cut in a sentence. */
const mostListed = 8;

function list(text: string, context: ValueContext, join: (items: string[]) => string): ValueMeaning {
  const items = text.split(',').filter((item) => item !== '');
  if (items.length === 1) return network(items[0]!, context);
  const shown = items.slice(0, mostListed).map((item) => network(item, context).phrase);
  const others = items.length - shown.length;
  return meaning(
    join(others > 0 ? [...shown, `${counted(others, 'other')}`] : shown),
    `${items.length} addresses or networks.`,
  );
}

function network(text: string, context: ValueContext): ValueMeaning {
  const short = context.family === 'ipv4' ? writtenOut(text) : undefined;
  if (short === undefined) return plainNetwork(text, context);
  const { more = [], ...said } = plainNetwork(short, context);
  return { ...said, more: [`Read as ${context.quote(short)}.`, ...more] };
}

/** An address with fewer than four numbers, or with numbers in another base, in full; undefined for any other text. */
function writtenOut(text: string): string | undefined {
  const [address = ''] = text.split('/', 1);
  if (parseAddress(address, 'ipv4') !== undefined) return undefined;
  const number = readIpv4Network(address);
  return number === undefined ? undefined : formatAddress(number, 'ipv4') + text.slice(address.length);
}

function plainNetwork(text: string, { family, quote }: ValueContext): ValueMeaning {
  const range = parseNetwork(text, family);
  if (!range) return masked(text, { family, quote });
  const { low, high } = range;
  const single = low === high;
  const shown = single ? text.replace(/\/[^/]*$/, '') : text;
  if (single) return { phrase: quote(shown), is: 'one address' };
  if (BigInt(low) === 0n && BigInt(high) === BigInt(highestAddress[family]))
    return { phrase: 'any address', is: 'any address' };
  const first = formatAddress(low, family);
  const written = parseAddress(text.slice(0, text.indexOf('/')), family);
  const hostBits =
    written !== undefined && written !== low
      ? [`The bits behind the prefix are cut off: ${quote(text)} means the network from ${quote(first)} on.`]
      : [];
  return {
    phrase: quote(shown),
    is: 'network',
    more: [`${sizeOf(low, high)}, ${quote(first)} to ${quote(formatAddress(high, family))}.`, ...hostBits],
  };
}

/** A mask with holes, or a host name. */
function masked(text: string, { family, quote }: ValueContext): ValueMeaning {
  const [address = '', mask] = text.split('/');
  const known = parseAddress(address, family);
  const bits = mask === undefined ? undefined : parseAddress(mask, family);
  if (known === undefined) return meaning(quote(text));
  if (bits === undefined) return meaning(quote(text));
  const ones = BigInt(bits).toString(2).replaceAll('0', '').length;
  return {
    phrase: quote(text),
    is: 'addresses by a mask with holes',
    more: [`${counted(ones, 'bit')} of the address are compared, those of ${quote(mask!)}.`],
  };
}

function sizeOf(low: number | bigint, high: number | bigint): string {
  const size = BigInt(high) - BigInt(low) + 1n;
  const bits = size.toString(2);
  return size > 2n ** 32n && /^10*$/.test(bits) ? `2^${bits.length - 1} addresses` : `${grouped(size)} addresses`;
}

function addressRange(text: string, { family, quote }: ValueContext): ValueMeaning | undefined {
  const [first = '', last = first, ...others] = text.split('-');
  const [low, high] = [parseAddress(first, family), parseAddress(last, family)];
  if (low === undefined || high === undefined || others.length > 0) return undefined;
  if (low === high) return { phrase: quote(first), is: 'one address' };
  const phrase = `${quote(first)}–${quote(last)}`;
  if (low > high) return meaning(phrase, 'The end lies below the start, so this never matches.');
  return meaning(phrase, `${sizeOf(low, high)}.`);
}

function prefixLength(text: string, { family, quote }: ValueContext): ValueMeaning | undefined {
  const bits = family === 'ipv4' ? 32 : 128;
  const number = wholeNumber(text);
  if (number === undefined)
    return parseAddress(text, family) === undefined ? undefined : meaning(`the mask ${quote(text)}`);
  if (number > bits) return undefined;
  const free = bits - Number(number);
  const size =
    free === 0
      ? 'each address by itself'
      : free > 32
        ? `networks of 2^${free} addresses`
        : `networks of ${grouped(2 ** free)} addresses`;
  const mask = family === 'ipv4' ? [`As a mask ${formatAddress(maskOf(Number(number)), 'ipv4')}.`] : [];
  return { phrase: `/${number}`, is: number === 0 || number === 0n ? 'all addresses together' : size, more: mask };
}

function maskOf(length: number): number {
  return length === 0 ? 0 : (0xffffffff << (32 - length)) >>> 0;
}

function macAddress(text: string, { quote }: ValueContext): ValueMeaning | undefined {
  const octets = text
    .split(':')
    .map((octet) => (/^[\da-f]{1,2}$/i.test(octet) ? Number.parseInt(octet, 16) : Number.NaN));
  if (octets.length !== 6 || octets.some(Number.isNaN)) return undefined;
  const first = octets[0]!;
  const facts = [
    octets.every((octet) => octet === 0xff)
      ? 'the broadcast address'
      : first & 1
        ? 'a multicast address'
        : 'the address of one card',
    first & 2 && !(first & 1) ? ', chosen by software (virtual machines, random addresses)' : '',
  ];
  return { phrase: quote(text.toLowerCase()), is: facts.join('') };
}

function interfaceMeaning(text: string, { quote }: ValueContext): ValueMeaning {
  if (text === 'lo')
    return {
      phrase: quote(text),
      is: 'loopback interface',
      more: ['What this host sends to itself; it never leaves it.'],
    };
  if (text === '+') return { phrase: 'any interface', is: 'any interface' };
  if (!text.endsWith('+')) return { phrase: quote(text), is: 'interface of this name' };
  const every = `every interface whose name begins with ${quote(text.slice(0, -1))}`;
  return { phrase: `an interface ${quote(text.slice(0, -1))}…`, is: every };
}

function owner(of: 'user' | 'group', text: string, { quote, nameOf }: ValueContext): ValueMeaning {
  const [first = '', last, ...others] = text.split('-');
  const low = wholeNumber(first);
  const high = last === undefined ? low : wholeNumber(last);
  if (low === undefined || high === undefined || others.length > 0) return meaning(`${of} ${quote(text)}`);
  if (last !== undefined)
    return meaning(`${of} ${low} to ${high}`, `${grouped(BigInt(high) - BigInt(low) + 1n)} ${of}s.`);
  return meaning(withName(`${of} ${low}`, nameOf?.(of === 'user' ? 'uid' : 'gid', Number(low))));
}

/** `src,dst`: which side of the packet is looked up for each dimension of the set. */
function directions(text: string): ValueMeaning | undefined {
  const sides = text.split(',');
  if (!sides.every((side) => side === 'src' || side === 'dst')) return undefined;
  const names = sides.map((side) => (side === 'src' ? 'source' : 'destination'));
  if (names.length === 1) return { phrase: names[0]!, is: `the ${names[0]} of the packet` };
  const places = ['first', 'second', 'third', 'fourth', 'fifth', 'sixth'];
  return {
    phrase: andList(names),
    is: `${counted(names.length, 'dimension')} of the set`,
    more: [`${names.map((name, i) => `${places[i] ?? 'next'}: ${name}`).join(', ')}.`.replace(/^f/, 'F')],
  };
}
