/** Values of one dimension in words: `on lo`, `to 10.0.0.0/8`, `uid 1337`. */

import { protocolName } from '../modules/protocols';
import type { Family } from '../ruleset/tables';
import { asNetworks, formatAddresses, isNetwork } from './addresses';
import { anyBits, type BitPattern, type Bits, shortened, subtractBits } from './bits';
import { turnWords } from './chance';
import {
  addressTypes,
  connectionStatuses,
  dimensionOf,
  extensionHeaders,
  type Hook,
  isBits,
  isCondition,
  isLater,
  type Key,
  type Later,
  packetTypes,
  type SeldomDimension,
  states,
  tcpFlags,
  type Values,
} from './dimensions';
import { icmpTypeName } from './icmp-types';
import { formatInterfaces, wildcardAt } from './interfaces';
import { subtractValues, universe } from './packet-set';
import { includesValue, type Range, type Ranges, subtractRanges } from './ranges';
import { conditionText } from './tests';

/** Where a phrase is used: the family for addresses, the hook for what `on` means. */
export interface PhraseContext {
  family: Family;
  hook: Hook;
  /** Puts the options of a condition into words behind `if`; where it fails they are shown as they stand in the rule. */
  sayCondition?: (options: string) => string | undefined;
}

/** Values named directly, or by the few that they leave out. */
export interface Naming {
  inverted: boolean;
  values: Values;
}

/** The shorter of naming the values and naming the rest of `all`. */
export function namingOf(key: Key, values: Values, all: Values | undefined): Naming {
  const possible = all ?? universe(key, values);
  const rest = subtractValues(key, possible, values);
  if (isCondition(key)) return isOne(values as Ranges) ? { inverted: false, values } : { inverted: true, values: rest };
  if (rest.length === 0) return { inverted: false, values };
  if (key === 'source' || key === 'destination')
    return addressNaming(
      asNetworks(values as Ranges, possible as Ranges),
      asNetworks(rest as Ranges, possible as Ranges),
    );
  const fewer = isBits(key) ? piecesOf(key, rest as Bits) < piecesOf(key, values as Bits) : rest.length < values.length;
  const singleRest =
    rest.length === values.length && !isBits(key) && isPoint(rest as Ranges) && !isPoint(values as Ranges);
  return fewer || singleRest ? { inverted: true, values: rest } : { inverted: false, values };
}

/** Networks rather than what they leave, even where there are as many. */
function addressNaming(values: Ranges, rest: Ranges): Naming {
  const isPlainer = rest.length === values.length && rest.every(isNetwork) && !values.every(isNetwork);
  return rest.length < values.length || isPlainer ? { inverted: true, values: rest } : { inverted: false, values };
}

/** `on lo`, `to 127.0.0.1`, `uid 1337` … for a dimension other than protocol and destination port. */
export function phrase(key: Key, values: Values, context: PhraseContext): string {
  if (isCondition(key)) return turnWords(key) ?? `if ${conditionText(key, context.sayCondition)}`;
  if (isLater(key)) return laterPhrase(key, values, context);
  const ranges = values as Ranges;
  const list = (format: (each: Range) => string) => orList(ranges.map(format));
  switch (key) {
    case 'inInterface':
      return `${arrival[context.hook]} ${orList(interfaceNames(ranges))}`;
    case 'outInterface':
      return `${isOutgoing(context.hook) ? 'on' : 'leaving on'} ${orList(interfaceNames(ranges))}`;
    case 'source':
    case 'destination':
      return `${key === 'source' ? 'from' : 'to'} ${addressWords(ranges, context.family)}`;
    case 'uid':
    case 'gid':
      return ownerPhrase(key, ranges);
    case 'mark':
    case 'connmark':
      return `${key} ${markWords(values as Bits)}`;
    case 'state':
      return `state ${list((each) => namesOf(each, states))}`;
    case 'sourceType':
    case 'destinationType':
      return `${key === 'sourceType' ? 'from' : 'to'} ${list((each) => typeNames(each))}`;
    case 'connectionDirection':
      return `in ${list((each) => namesOf(each, connectionWords))} direction`;
    case 'icmpType':
      return `type ${list((each) => icmpWords(each, context.family))}`;
    case 'tcpFlags':
      return `flags ${orList((values as Bits).map((each) => flagWords(each, tcpFlags)))}`;
    case 'sourcePort':
      return `from port ${ports(ranges)}`;
    case 'destinationPort':
      return `port ${ports(ranges)}`;
    case 'protocol':
      return protocols(ranges);
    default:
      return seldomPhrase(key, values, context);
  }
}

/** What is in front of the interface that packets came in by; where they leave it must be told from the other one. */
const arrival: Record<Hook, string> = {
  PREROUTING: 'on',
  INPUT: 'on',
  FORWARD: 'arriving on',
  OUTPUT: 'from',
  POSTROUTING: 'from',
};

/** `ttl 1–2`, `tos 0x10/0x3f`, `of a connection from 10.0.0.1`, `connection status DNAT`. */
function seldomPhrase(key: SeldomDimension, values: Values, context: PhraseContext): string {
  const ranges = values as Ranges;
  const bits = (format: (pattern: BitPattern) => string) => orList((values as Bits).map(format));
  switch (key) {
    case 'connectionStatus':
      return `connection status ${bits((each) => flagWords(each, connectionStatuses))}`;
    case 'extensions':
      return context.family === 'ipv4' ? fragmentWords(values as Bits) : bits(headerWords);
    case 'tos':
      return `tos ${bits(({ value, mask }) => maskedWord(value, mask, mask & 0xff))}`;
    case 'ttl':
    case 'length':
      return `${key} ${ports(ranges)}`;
    case 'packetType':
      return `in a frame for ${orList(ranges.map((each) => namesOf(each, packetTypes)))}`;
    case 'socket':
      return isOne(ranges) ? 'of a socket' : 'of no socket';
    case 'originalProtocol':
      return `of a connection over ${protocols(ranges)}`;
  }
  const end = phrase(endpoints[key], values, context).replace(/^port/, 'to port');
  return key.startsWith('reply') ? `with replies ${end}` : `of a connection ${end}`;
}

const endpoints = {
  originalSource: 'source',
  originalDestination: 'destination',
  originalSourcePort: 'sourcePort',
  originalDestinationPort: 'destinationPort',
  replySource: 'source',
  replyDestination: 'destination',
  replySourcePort: 'sourcePort',
  replyDestinationPort: 'destinationPort',
} as const;

/** `then port 8080`, `if the new destination is this host`. */
function laterPhrase(key: Later, values: Values, context: PhraseContext): string {
  const dimension = dimensionOf(key)!;
  if (dimension !== 'destinationType') return `then ${phrase(dimension, values, context)}`;
  const isHere = includesValue(values as Ranges, addressTypes.indexOf('LOCAL'));
  return `if the new destination is ${isHere ? 'this' : 'another'} host`;
}

/** `tcp`, `tcp/udp`. */
export function protocols(ranges: Ranges): string {
  return values(ranges, (value) => protocolName(Number(value)), '/');
}

/** `22, 15020, 15021, 30000–32767`; long lists are cut. */
export function ports(ranges: Ranges): string {
  return values(ranges, String, ', ');
}

/** `a`, `a or b`, `a, b, or c`. */
export function orList(items: readonly string[]): string {
  if (items.length < 3) return items.join(' or ');
  return `${items.slice(0, -1).join(', ')}, or ${items.at(-1)}`;
}

const connectionWords = ['the original', 'the reply'];

const maxListed = 16;

function values(ranges: Ranges, format: (value: number | bigint) => string, separator: string): string {
  const words = ranges.flatMap(({ low, high }) => {
    if (low === high) return [format(low)];
    return Number(high) - Number(low) === 1 ? [format(low), format(high)] : [`${format(low)}–${format(high)}`];
  });
  if (words.length <= maxListed) return words.join(separator);
  return `${words.slice(0, maxListed).join(separator)} and ${words.length - maxListed} more`;
}

function isOutgoing(hook: Hook): boolean {
  return hook === 'OUTPUT' || hook === 'POSTROUTING';
}

/** `eth0`, `cali+ but not cali1 or cali2`. */
function interfaceNames(ranges: Ranges): string[] {
  const names: string[] = [];
  for (let i = 0; i < ranges.length; ) {
    const wildcard = wildcardAt(ranges, i);
    if (wildcard) names.push(`${wildcard.name} but not ${orList(wildcard.without.map(interfaceName))}`);
    else names.push(interfaceName(ranges[i]!));
    i = wildcard?.end ?? i + 1;
  }
  return names;
}

function interfaceName(each: Range): string {
  return each.low === 0n && each.high === 0n ? 'no interface' : formatInterfaces(each);
}

function ownerPhrase(key: 'uid' | 'gid', ranges: Ranges): string {
  const known = ranges.filter(({ high }) => high >= 0);
  const words = known.map(({ low, high }) => {
    const from = low < 0 ? 0 : low;
    return from === high ? `${high}` : `${from}–${high}`;
  });
  const owner = words.length > 0 ? [`${key} ${orList(words)}`] : [];
  return orList(ranges.some(({ low }) => low < 0) ? ['without owner', ...owner] : owner);
}

/** `10.0.0.1`, `10.0.0.1 or 10.0.0.2`, `10.0.0.0/16 but not 10.0.0.1`. */
function addressWords(ranges: Ranges, family: Family): string {
  const list = (some: Ranges) => orList(some.map((each) => formatAddresses(each, family)));
  const whole: Range = { low: ranges[0]!.low, high: ranges.at(-1)!.high };
  const less = subtractRanges([whole], ranges);
  const isShorter = less.length > 0 && less.length < ranges.length && [whole, ...less].every(isNetwork);
  return isShorter ? `${list([whole])} but not ${list(less)}` : list(ranges);
}

/** How many patterns are named: those of marks may be told as one less others. */
function piecesOf(key: Key, bits: Bits): number {
  const short = isMark(key) ? shortened(bits) : undefined;
  return short ? short.less.length + 1 : bits.length;
}

function isMark(key: Key): boolean {
  return /(?:^| )(?:conn)?mark$/.test(key) && !isCondition(key);
}

/** `0x1 or 0x2`, `other than 0x1`, `0x4/0x4 but not 0x5`. */
function markWords(bits: Bits): string {
  const text = (each: Bits) => orList(each.map(({ value, mask }) => maskedWord(value, mask, mask)));
  const others = subtractBits(anyBits, bits);
  if (others.length < bits.length) return `other than ${text(others)}`;
  const short = shortened(bits);
  if (!short) return text(bits);
  return text([short.whole]) + (short.less.length > 0 ? ` but not ${text(short.less)}` : '');
}

/** `0x1`, or `0x1/0x3` where only some bits are told. */
function maskedWord(value: number, mask: number, shown: number): string {
  return `0x${value.toString(16)}${mask === 0xffffffff ? '' : `/0x${shown.toString(16)}`}`;
}

/** `SYN without ACK, RST`. */
function flagWords({ value, mask }: BitPattern, flags: Readonly<Record<string, number>>): string {
  const names = Object.entries(flags).filter(([, bit]) => mask & bit);
  const [set, unset] = [true, false].map((wanted) =>
    names
      .filter(([, bit]) => ((value & bit) !== 0) === wanted)
      .map(([name]) => name)
      .join(','),
  );
  return [set, unset && `without ${unset}`].filter(Boolean).join(' ');
}

/** IPv4 has no other such header: later fragments are told by where in their packet they belong. */
function fragmentWords([first]: Bits): string {
  return first!.value & extensionHeaders.fragment! ? 'as a later fragment' : 'as no later fragment';
}

/** `extension header routing`, `no extension header fragment`, `extension header hop-by-hop alone`. */
function headerWords({ value, mask }: BitPattern): string {
  const isWhole = Object.values(extensionHeaders).every((bit) => mask & bit);
  if (isWhole && value === 0) return 'no extension header';
  const [has, lacks] = [value, mask & ~value].map((bits) => flagWords({ value: bits, mask: bits }, extensionHeaders));
  if (isWhole) return `extension header ${has} alone`;
  return [has && `extension header ${has}`, lacks && `no extension header ${lacks}`].filter(Boolean).join(' and ');
}

/** `echo-request`, `3/4`, `0–15/255`. */
function icmpWords({ low, high }: Range, family: Family): string {
  const [from, to] = [Number(low), Number(high)];
  const wholeTypes = (from & 255) === 0 && (to & 255) === 255;
  if (!wholeTypes)
    return from === to ? `${from >> 8}/${from & 255}` : `${from >> 8}/${from & 255}–${to >> 8}/${to & 255}`;
  if (from >> 8 !== to >> 8) return `${from >> 8}–${to >> 8}`;
  return icmpTypeName(from >> 8, family) ?? String(from >> 8);
}

function namesOf({ low, high }: Range, names: readonly string[]): string {
  return names.slice(Number(low), Number(high) + 1).join(' or ');
}

function typeNames(each: Range): string {
  const name = namesOf(each, addressTypes);
  return name === 'LOCAL' ? 'this host' : `${name.toLowerCase()} addresses`;
}

function isPoint(ranges: Ranges): boolean {
  return ranges.length === 1 && ranges[0]!.low === ranges[0]!.high;
}

function isOne(ranges: Ranges): boolean {
  return isPoint(ranges) && ranges[0]!.low === 1;
}
