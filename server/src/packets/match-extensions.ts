/** What matches ask of the headers between that of IP and that of the protocol (net/ipv6/netfilter/ip6t_ipv6header.c). */

import { protocolNumber } from '../modules/protocols';
import type { Value, Word } from '../modules/types';
import type { Family } from '../ruleset/tables';
import { bitPattern } from './bits';
import { extensionHeaders, type Key, type Values } from './dimensions';
import type { Reader } from './option-readers';
import { subtract } from './packet-set';
import { normalize, type Ranges, range, subtractRanges } from './ranges';
import { always, type Test } from './tests';

const headersOfModules: Readonly<Record<string, string>> = {
  ah: 'authentication',
  frag: 'fragment',
  rt: 'routing',
  hbh: 'hop-by-hop',
  dst: 'destination',
};

/** True for matches that without options ask for their header alone. */
export function asksForHeader(module: string, family: Family): boolean {
  return family === 'ipv6' && Object.hasOwn(headersOfModules, module);
}

/** That the packet has the header which a module looks at; every packet has those of other modules. */
export function hasHeaderOf(module: string, family: Family): Test {
  return asksForHeader(module, family) ? extensionTest(headersOfModules[module]!, false) : always;
}

/** Whether the packet has an extension header. */
export function extensionTest(header: string, inverted: boolean): Test {
  const bit = extensionHeaders[header]!;
  return [new Map([['extensions', bitPattern(inverted ? 0 : bit, bit)]])];
}

/** Extension headers by their numbers. */
const numbered: ReadonlyMap<number, string> = new Map([
  [0, 'hop-by-hop'],
  [43, 'routing'],
  [44, 'fragment'],
  [51, 'authentication'],
  [60, 'destination'],
]);

const [esp, none, upperLayer] = [50, 59, 255];
const anyProtocol = range(0, 255);

/** What may stand behind the extension headers, by its number: nothing, what IPsec has encrypted, or any other protocol. */
const behind: ReadonlyMap<number, Ranges> = new Map([
  [esp, range(esp)],
  [none, range(none)],
  [upperLayer, subtractRanges(anyProtocol, [...range(esp), ...range(none)])],
]);

const allHeaders = bitsOf(Object.values(extensionHeaders));

/** `--header` of ipv6header: exactly these headers, with `--soft` at least these; inverted, others than these, with `--soft` none of these. */
export const headers: Reader = ({ option, values: [value], inversion }, _, all) => {
  const numbers = headerNumbers(value?.value ?? '', option!.values![0]!);
  if (!numbers) return undefined;
  const bits = bitsOf([...numbered].flatMap(([number, name]) => (numbers.has(number) ? extensionHeaders[name]! : [])));
  const ends = [...behind].filter(([number]) => numbers.has(number)).map(([, protocols]) => protocols);
  const isSoft = all.some((each) => each.option!.name === 'soft');
  if (isSoft && inversion) return boxOf(0, bits, subtractRanges(anyProtocol, normalize(ends.flat())));
  // A packet has one end, which has to be named unless others may be there.
  const [end = isSoft ? anyProtocol : []] = ends.length > 1 ? [[]] : ends;
  const test = boxOf(bits, isSoft ? bits : allHeaders, end);
  return inversion ? subtract(always, test) : test;
};

function boxOf(bits: number, mask: number, protocol: Ranges): Test {
  if (protocol.length === 0) return [];
  return [
    new Map<Key, Values>([
      ['extensions', bitPattern(bits, mask)],
      ['protocol', protocol],
    ]),
  ];
}

function bitsOf(bits: readonly number[]): number {
  return bits.reduce((sum, bit) => sum | bit, 0);
}

/** Headers by name, in any of the ways that iptables takes; undefined when one of them is no header. */
function headerNumbers(text: string, value: Value): Set<number> | undefined {
  const words = 'words' in value ? value.words : [];
  const found = text.split(',').flatMap((name) => (name === '' ? [] : [headerNumber(name.toLowerCase(), words)]));
  return found.includes(undefined) ? undefined : new Set(found.map((number) => number!));
}

function headerNumber(name: string, words: readonly Word[]): number | undefined {
  const listed = words.find(({ word, aliases = [] }) => word === name || aliases.includes(name));
  return listed ? listed.number : name === 'hopopt' || name === 'ip' ? 0 : protocolNumber(name.replace(/^ipsec-/, ''));
}
