/** Questions about packets in plain terms, turned into packet sets. */

import { protocolNumber } from '../modules/protocols';
import type { Family } from '../ruleset/tables';
import { highestAddress, loopbackAddresses, parseNetwork } from './addresses';
import { bitPattern } from './bits';
import {
  addressTypes,
  connectionDirections,
  connectionStatuses,
  everything,
  extensionHeaders,
  type Key,
  noOwner,
  states,
  type Values,
} from './dimensions';
import { asAsked, wordOf } from './fields';
import { asksForNoHeader } from './fragments';
import { parseIcmpType } from './icmp-types';
import { highestInterface, interfaceNumber, noInterface, parseInterface } from './interfaces';
import { octetsWith, parseLength, parsePacketType, parseTos } from './match-header';
import { flagsTest } from './match-modules';
import { parseList, parseMark, parseOwner, parsePortList } from './numbers';
import { messagesInState, ofFirstPacket, withAnyTypeOfOthers } from './opening';
import { type Box, intersect, type PacketSet } from './packet-set';
import { intersectRanges, normalize, type Range, type Ranges, range, subtractRanges } from './ranges';
import type { Direction } from './traverse';
import { matchAtVisit } from './visit';

/** What may be said of a packet, each as text as a rule would have it; what is left out may be anything. */
export interface Question {
  protocol?: string;
  /** One, a range, or several with commas between. */
  port?: string;
  sourcePort?: string;
  source?: string;
  destination?: string;
  /** The interface that it comes in by. */
  incoming?: string;
  /** The interface that it leaves by, as routing chooses it. */
  leaving?: string;
  uid?: string;
  gid?: string;
  /** 0 unless told. */
  mark?: string;
  connmark?: string;
  /** States of conntrack; NEW unless told, the first packet of a connection, or where a packet can open none those that it can have. */
  state?: string;
  /** ORIGINAL or REPLY. */
  connectionDirection?: string;
  icmpType?: string;
  /** Flags of TCP: `SYN`, or as `--tcp-flags` has them, `SYN,ACK SYN`. */
  tcpFlags?: string;
  /** What connection tracking has noted, with commas between: `SEEN_REPLY`, `DNAT`; NONE for nothing. */
  connectionStatus?: string;
  /** How the connection was opened. */
  originalSource?: string;
  originalDestination?: string;
  originalSourcePort?: string;
  originalDestinationPort?: string;
  /** Hops left, of IPv4 or IPv6. */
  ttl?: string;
  /** The octet of TOS and DSCP, as `--tos` has it. */
  tos?: string;
  /** Octets with all headers. */
  length?: string;
  /** Whom the frame was sent to. */
  packetType?: string;
  /** Headers between that of IP and that of the protocol, with commas between; `none`. */
  extensions?: string;
  /** `yes`, or `no` where no socket sends the packet. */
  socket?: string;
  /** This host's addresses, all of them, separated by commas; with `/prefix` the broadcast address is known too. */
  local?: string;
}

/** The packets of a question before any table sees them, and this host's addresses if they were told. */
export interface Asked {
  packets: PacketSet;
  local: Ranges | undefined;
}

/** Reads a question; an answer that cannot be read is named by its field. */
export function askedPackets(
  question: Question,
  direction: Direction,
  family: Family,
): Asked | { unreadable: keyof Question } {
  const read = readQuestion(question, family);
  if ('unreadable' in read) return read;
  const { asked } = read;
  if (family === 'ipv4' && asksForNoHeader(asked)) return { packets: [], local: undefined };
  const hosts = question.local === undefined ? undefined : readHosts(question.local, family);
  if (question.local !== undefined && !hosts) return { unreadable: 'local' };
  const told = {
    source: question.source !== undefined,
    destination: question.destination !== undefined,
    leaving: question.leaving !== undefined,
  };
  const from = passing(direction, family, hosts, told);
  const test = matchAtVisit([asked], asAsked, 0);
  const packets = from.flatMap((box) => intersect(inState(box, family), test));
  return { packets: unlessTold(packets, asked, family), local: hosts?.own };
}

/**
 * What nobody has spoken of is as it is with nearly all packets: without a mark, as only senders with CAP_NET_ADMIN give one, and
 * NEW, or in the states that they can have where they cannot open a connection.
 */
function unlessTold(packets: PacketSet, asked: Box, family: Family): PacketSet {
  const unmarked = asked.has('mark') ? packets : intersect(packets, [new Map([['mark', wordOf(0)]])]);
  if (asked.has('state')) return unmarked;
  const opening = intersect(unmarked, [new Map([['state', isNew]])]);
  const hasPorts = (['destinationPort', 'sourcePort', 'tcpFlags'] as const).some((key) => asked.has(key));
  const others = hasPorts ? [] : intersect(unmarked, messagesInState(family, asked.has('protocol')));
  if (opening.length > 0 && others.length > 0 && !asked.has('icmpType'))
    return [...withAnyTypeOfOthers(opening, family), ...others];
  if (opening.length > 0) return [...opening, ...others];
  return asked.has('protocol') && others.length > 0 ? others : unmarked;
}

/** What a question says, as a box that gives only the dimensions asked about. */
export function readQuestion(question: Question, family: Family): { asked: Box } | { unreadable: keyof Question } {
  let asked: Box = new Map<Key, Values>();
  for (const [field, key] of Object.entries(keys) as [keyof typeof keys, Key][]) {
    const text = question[field];
    if (text === undefined) continue;
    const values = readers[field](text, family);
    if (!values) return { unreadable: field };
    if (values !== 'any') asked = new Map([...asked, [key, values]]);
  }
  return { asked };
}

/** All packets that go in a direction, in any state of conntrack. */
export function packetsGoing(direction: Direction, family: Family, told: Told = {}): PacketSet {
  return passing(direction, family, undefined, told).flatMap((box) => inState(box, family));
}

/**
 * Which addresses are spoken of, and whether the interface is that packets leave by. Else loopback addresses from the network are left
 * out, and what nobody may send from; for destinations also what goes to many hosts at once.
 */
export interface Told {
  source?: boolean;
  destination?: boolean;
  leaving?: boolean;
}

interface Hosts {
  own: Ranges;
  broadcasts: Ranges;
}

const keys = {
  protocol: 'protocol',
  port: 'destinationPort',
  sourcePort: 'sourcePort',
  source: 'source',
  destination: 'destination',
  incoming: 'inInterface',
  leaving: 'outInterface',
  uid: 'uid',
  gid: 'gid',
  mark: 'mark',
  connmark: 'connmark',
  state: 'state',
  connectionDirection: 'connectionDirection',
  icmpType: 'icmpType',
  tcpFlags: 'tcpFlags',
  connectionStatus: 'connectionStatus',
  originalSource: 'originalSource',
  originalDestination: 'originalDestination',
  originalSourcePort: 'originalSourcePort',
  originalDestinationPort: 'originalDestinationPort',
  ttl: 'ttl',
  tos: 'tos',
  length: 'length',
  packetType: 'packetType',
  extensions: 'extensions',
  socket: 'socket',
} as const satisfies Partial<Record<keyof Question, Key>>;

const readers: Record<keyof typeof keys, (text: string, family: Family) => Values | 'any' | undefined> = {
  protocol: (text) => {
    const number = protocolNumber(text);
    return number === 0 ? 'any' : number === undefined ? undefined : range(number);
  },
  port: ports,
  sourcePort: ports,
  source: network,
  destination: network,
  incoming: interfaces,
  leaving: interfaces,
  uid: (text) => parseOwner(text),
  gid: (text) => parseOwner(text),
  mark: bits,
  connmark: bits,
  state: (text) => wordsOf(text, states),
  connectionDirection: (text) => wordsOf(text, connectionDirections),
  icmpType: parseIcmpType,
  tcpFlags: (text) => {
    const [mask = '', set = mask] = text.trim().split(/\s+/, 2);
    return flagsTest(mask, set);
  },
  connectionStatus: (text) => bitsOf(text.toUpperCase(), connectionStatuses, false),
  originalSource: network,
  originalDestination: network,
  originalSourcePort: ports,
  originalDestinationPort: ports,
  ttl: (text) => within(text, 255),
  tos: (text) => {
    const parsed = parseTos(text);
    const octets = parsed ? octetsWith(parsed) : [];
    return octets.length > 0 ? octets : undefined;
  },
  length: (text) => within(text, 0xffff),
  packetType: parsePacketType,
  extensions: (text) => bitsOf(text.toLowerCase(), extensionHeaders, true),
  socket: (text) => (/^(?:yes|no)$/i.test(text) ? range(text.toLowerCase() === 'yes' ? 1 : 0) : undefined),
};

/** `N` or `N:M`; undefined where nothing lies within. */
function within(text: string, most: number): Values | undefined {
  const found = parseLength(text);
  const isWithin = found?.some(({ high }) => high <= most);
  return isWithin ? found : undefined;
}

/** Bits by their names with commas between, `none` for no bit; the others may be anything unless these are all. */
function bitsOf(text: string, names: Readonly<Record<string, number>>, areAll: boolean): Values | undefined {
  if (text.toLowerCase() === 'none') return bitPattern(0, anyOf(Object.values(names)));
  const found = text.split(',').map((name) => (Object.hasOwn(names, name.trim()) ? names[name.trim()]! : undefined));
  if (found.includes(undefined)) return undefined;
  const value = anyOf(found.map((bit) => bit!));
  return bitPattern(value, areAll ? anyOf(Object.values(names)) : value);
}

function anyOf(bits: readonly number[]): number {
  return bits.reduce((sum, bit) => sum | bit, 0);
}

/** Longer lists are no question that somebody asks. */
const maxPorts = 64;

function ports(text: string): Values | undefined {
  return text.split(',', maxPorts + 1).length > maxPorts ? undefined : parsePortList(text);
}

function network(text: string, family: Family): Values | undefined {
  const addresses = parseNetwork(text, family);
  return addresses && [addresses];
}

function interfaces(text: string): Values | undefined {
  const names = parseInterface(text);
  return names && [names];
}

function bits(text: string): Values | undefined {
  const mark = parseMark(text);
  return mark && bitPattern(mark.value, mark.mask);
}

function wordsOf(text: string, words: readonly string[]): Ranges | undefined {
  return parseList(text, (item) => {
    const index = words.indexOf(item.trim().toUpperCase());
    return index < 0 ? undefined : range(index);
  });
}

function readHosts(text: string, family: Family): Hosts | undefined {
  const own: Range[] = [];
  const broadcasts: Range[] = [];
  for (const item of text.split(',')) {
    const [address = ''] = item.trim().split('/');
    const [one, whole] = [parseNetwork(address, family), parseNetwork(item.trim(), family)];
    if (!one || !whole) return undefined;
    own.push(one);
    if (family === 'ipv4' && Number(whole.high) - Number(whole.low) > 1)
      broadcasts.push({ low: whole.high, high: whole.high });
  }
  return { own: normalize(own), broadcasts: normalize(broadcasts) };
}

/** What every packet of a direction has before the first table: interfaces, owner, kinds of addresses. */
function passing(direction: Direction, family: Family, hosts: Hosts | undefined, told: Told): Box[] {
  const all = everything(family);
  const lo = range(interfaceNumber('lo')!);
  const network = subtractRanges(range(noInterface + 1n, highestInterface), lo);
  const kinds = addressKinds(family, hosts);
  const to = (kind: AddressKind): [Key, Values][] => [
    ['destination', kinds[kind]],
    ['destinationType', range(addressTypes.indexOf(kind))],
  ];
  if (direction === 'out') return nonEmpty(sending(family, hosts, told, network));
  const arrived = new Map<Key, Values>([
    ...all,
    ['inInterface', network],
    ['outInterface', network],
    ['uid', range(noOwner)],
    ['gid', range(noOwner)],
  ]);
  const found: AddressKind[] =
    direction === 'forward' ? ['UNICAST'] : ['LOCAL', ...(told.destination ? manyKinds : [])];
  // The kernel drops ::1 before any table sees it, but 127.0.0.0/8 only when it looks for the route.
  const mayLoop = family === 'ipv4' && told.destination;
  const loopback = [loopbackAddresses(family)];
  return nonEmpty(
    found.flatMap((kind) => {
      const box = new Map<Key, Values>([...arrived, ...to(kind)]);
      if (!mayLoop) box.set('destination', subtractRanges(kinds[kind], loopback));
      const isToMany = manyKinds.some((many) => many === kind);
      const sources = told.source
        ? everySource(family, kinds, hosts !== undefined)
        : usualSources(family, kinds, isToMany);
      return sources.map((source) => new Map([...box, ...source]));
    }),
  );
}

/**
 * What this host sends. Unless the source is told it is none of lo for what leaves, and one of lo for what is said to go to lo; nor of lo
 * for what goes to an address of which nothing tells that it is this host's.
 */
function sending(family: Family, hosts: Hosts | undefined, told: Told, network: Ranges): Box[] {
  const kinds = addressKinds(family, hosts);
  const loopback: Ranges = [loopbackAddresses(family)];
  const all = hosts ? kinds.LOCAL : (everything(family).get('source') as Ranges);
  const outside = subtractRanges(hosts?.own ?? all, loopback);
  const send = (kind: AddressKind, destination: Ranges, source: Ranges, leaving: Ranges) =>
    new Map<Key, Values>([
      ...everything(family),
      ['inInterface', range(noInterface)],
      ['destination', destination],
      ['destinationType', range(addressTypes.indexOf(kind))],
      ...(told.source ? [] : ([['source', source]] satisfies [Key, Values][])),
      ...sourceType('LOCAL'),
      ['outInterface', leaving],
    ]);
  const lo = range(interfaceNumber('lo')!);
  // What a process sends to 0.0.0.0 goes to this host, with its address.
  const away = (kind: AddressKind) => send(kind, subtractRanges(kinds[kind], nobodyOf(family)), outside, network);
  const toItself =
    told.source || !told.destination
      ? [send('LOCAL', kinds.LOCAL, all, lo)]
      : [
          send('LOCAL', subtractRanges(kinds.LOCAL, loopback), hosts || told.leaving ? all : outside, lo),
          send('LOCAL', intersectRanges(kinds.LOCAL, loopback), loopback, lo),
        ];
  return [...toItself, away('UNICAST'), ...(told.destination ? manyKinds.map(away) : [])];
}

type Source = [Key, Values][];

function sourceOf(kind: AddressKind, source: Ranges): Source[] {
  return source.length > 0 ? [[['source', source], ...sourceType(kind)]] : [];
}

/** Addresses that routing takes for sources; what goes to many may come from nobody. */
function usualSources(family: Family, { UNICAST }: AddressKinds, isToMany: boolean): Source[] {
  const nobody = nobodyOf(family);
  const others = sourceOf('UNICAST', subtractRanges(UNICAST, nobody));
  return isToMany ? [...others, ...sourceOf('BROADCAST', nobody)] : others;
}

/** All that the kernel shows to a table: not ::1, and no multicast source of IPv6. */
function everySource(family: Family, kinds: AddressKinds, isLocalKnown: boolean): Source[] {
  const loopback = [loopbackAddresses(family)];
  const usual = usualSources(family, kinds, false);
  const local = isLocalKnown ? kinds.LOCAL : loopback;
  if (family === 'ipv6') return [...usual, ...sourceOf('LOCAL', subtractRanges(local, loopback))];
  return [
    ...usual,
    ...sourceOf('LOCAL', local),
    ...sourceOf('BROADCAST', normalize([...nobodyOf(family), ...kinds.BROADCAST])),
    ...sourceOf('MULTICAST', kinds.MULTICAST),
  ];
}

/** 0.0.0.0, from which whoever has no address yet asks for one; as a destination it counts as broadcast. */
function nobodyOf(family: Family): Ranges {
  return family === 'ipv4' ? range(0) : [];
}

type AddressKind = 'LOCAL' | 'UNICAST' | 'BROADCAST' | 'MULTICAST';

type AddressKinds = Record<AddressKind, Ranges>;

const manyKinds = ['BROADCAST', 'MULTICAST'] as const;

/** Addresses by their kind. Where this host's are not told, any may be its own, or not. */
function addressKinds(family: Family, hosts: Hosts | undefined): AddressKinds {
  const isV4 = family === 'ipv4';
  const all = range(isV4 ? 0 : 0n, highestAddress[family]);
  const multicast = [parseNetwork(isV4 ? '224.0.0.0/4' : 'ff00::/8', family)!];
  const limited = isV4 ? [...nobodyOf(family), ...range(highestAddress.ipv4)] : [];
  const loopback = [loopbackAddresses(family)];
  const unicast = subtractRanges(subtractRanges(all, multicast), limited);
  if (!hosts) {
    return {
      LOCAL: unicast,
      UNICAST: subtractRanges(unicast, loopback),
      BROADCAST: limited,
      MULTICAST: multicast,
    };
  }
  const own = normalize([...hosts.own, ...loopback]);
  const broadcasts = normalize([...limited, ...hosts.broadcasts]);
  return {
    LOCAL: own,
    UNICAST: subtractRanges(subtractRanges(unicast, own), broadcasts),
    BROADCAST: broadcasts,
    MULTICAST: multicast,
  };
}

function sourceType(kind: AddressKind): [Key, Values][] {
  return [['sourceType', range(addressTypes.indexOf(kind))]];
}

function nonEmpty(boxes: Box[]): Box[] {
  return boxes.filter((box) => (box.get('destination') ?? []).length > 0);
}

const isNew = range(states.indexOf('NEW'));

/** A new connection has no mark yet, and its first packet opens it; connections that are not tracked have no direction. */
function inState(box: Box, family: Family): Box[] {
  const all = box.get('state') as Ranges;
  const others = subtractRanges(all, isNew);
  return [
    new Map<Key, Values>([
      ...box,
      ['state', isNew],
      ['connmark', wordOf(0)],
      ['connectionDirection', range(connectionDirections.indexOf('ORIGINAL'))],
      ...ofFirstPacket(family),
    ]),
    new Map<Key, Values>([...box, ['state', others]]),
  ];
}
