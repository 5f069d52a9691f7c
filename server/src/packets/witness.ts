/** One concrete packet out of a set. */

import { protocolName } from '../modules/protocols';
import type { Family } from '../ruleset/tables';
import { formatAddresses } from './addresses';
import type { BitPattern, Bits } from './bits';
import {
  connectionDirections,
  connectionStatuses,
  type Dimension,
  dimensionOf,
  extensionHeaders,
  isBits,
  isCondition,
  isLater,
  type Key,
  packetTypes,
  type SeldomDimension,
  seldomDimensions,
  states,
  tcpFlags,
  type Values,
} from './dimensions';
import { fieldWords } from './field-words';
import { wordOf } from './fields';
import { icmpTypeName } from './icmp-types';
import { formatInterfaces, interfaceNumber, noInterface } from './interfaces';
import type { Box, PacketSet } from './packet-set';
import { phrase } from './phrases';
import { includesValue, type Ranges, range, type Value } from './ranges';
import { conditionText } from './tests';

/** A packet in the words of a question; what it has nothing of is left out. */
export interface Witness {
  protocol: string;
  source: string;
  destination: string;
  sourcePort?: number;
  port?: number;
  icmpType?: string;
  tcpFlags?: string;
  incoming?: string;
  leaving?: string;
  uid?: number;
  gid?: number;
  mark: string;
  connmark: string;
  state: string;
  connectionDirection: string;
  /** What few rules ask for, where some of these did, by the word for it: `ttl` is `1`. */
  besides?: Record<string, string>;
  /** Conditions that the dump cannot decide, and whether they hold for this packet. */
  conditions?: Record<string, boolean>;
}

const lo = interfaceNumber('lo')!;

const interfaces = ['eth0', 'eth1', 'eth2', 'wlan0', 'br0', 'tun0', 'lo'].map((name) => interfaceNumber(name)!);

/** Values that a reader knows, tried before the lowest one. */
const familiar: Partial<Record<Dimension, readonly Value[]>> = {
  protocol: [6, 17, 1, 58],
  destinationPort: [80, 443, 8080],
  sourcePort: [40000],
  inInterface: interfaces,
  outInterface: interfaces,
  uid: [1000, 0],
  gid: [1000, 0],
  state: [states.indexOf('NEW')],
  ttl: [64],
  length: [60],
};

const familiarAddresses: Record<Family, Record<'source' | 'destination', readonly Value[]>> = {
  ipv4: {
    source: ['10.0.0.2', '10.0.0.1', '192.0.2.1', '127.0.0.1'].map(ipv4),
    destination: ['10.0.0.1', '192.0.2.1', '127.0.0.1'].map(ipv4),
  },
  ipv6: {
    source: [(0xfd00n << 112n) | 2n, (0x20010db8n << 96n) | 1n, 1n],
    destination: [(0xfd00n << 112n) | 1n, (0x20010db8n << 96n) | 1n, 1n],
  },
};

/** What is said without a word of its own, as questions have none for it. */
function isWordless(key: Key): boolean {
  return seldomDimensions.some((each) => each === key && !fieldWord(each));
}

function fieldWord(key: SeldomDimension): string | undefined {
  return fieldWords.find(({ field }) => field === key)?.names[0];
}

/** The word for a dimension and its value in one packet of the box; undefined where the box does not speak of it. */
function seldomText(key: SeldomDimension, box: Box, family: Family): [[string, string]] | undefined {
  const word = fieldWord(key);
  const values = box.get(key);
  if (!word || !values) return undefined;
  return [
    [word, isBits(key) ? wordText(key, bitsIn(box, key).value) : numberText(key, valueIn(box, key, family), family)],
  ];
}

function wordText(key: SeldomDimension, value: number): string {
  if (key === 'tos') return `0x${value.toString(16)}`;
  const names = Object.entries(key === 'extensions' ? extensionHeaders : connectionStatuses);
  return names.flatMap(([name, bit]) => (value & bit ? [name] : [])).join(',') || 'none';
}

function numberText(key: SeldomDimension, value: Value, family: Family): string {
  switch (key) {
    case 'originalSource':
    case 'originalDestination':
      return addressText(value, family);
    case 'packetType':
      return packetTypes[Number(value)]!;
    case 'socket':
      return value === 1 ? 'yes' : 'no';
    default:
      return String(value);
  }
}

/** A packet of the set, as plain as the set allows; undefined when it is empty. */
export function witness(packets: PacketSet, family: Family): Witness | undefined {
  const box = plainest(packets);
  if (!box) return undefined;
  const value = (dimension: Dimension) => valueIn(box, dimension, family);
  const protocol = Number(value('protocol'));
  const hasHeader = !isLaterFragment(box, family);
  const conditions = Object.fromEntries(
    [...box].flatMap(([key, values]) => {
      if (isCondition(key)) return [[conditionText(key), includesValue(values as Ranges, 1)]];
      if (isLater(key) || isWordless(key))
        return [[phrase(key, oneOf(key, values, family), { family, hook: 'PREROUTING' }).replace(/^if /, ''), true]];
      return [];
    }),
  );
  const besides = seldomDimensions.flatMap((key) => seldomText(key, box, family) ?? []);
  return {
    protocol: protocolName(protocol),
    source: addressText(value('source'), family),
    destination: addressText(value('destination'), family),
    ...(hasHeader &&
      hasPorts(protocol) && { sourcePort: Number(value('sourcePort')), port: Number(value('destinationPort')) }),
    ...(hasHeader && (protocol === 1 || protocol === 58) && { icmpType: icmpText(Number(value('icmpType')), family) }),
    ...(hasHeader && protocol === 6 && { tcpFlags: flagsText(bitsIn(box, 'tcpFlags')) }),
    ...interfaceText('incoming', value('inInterface')),
    ...interfaceText('leaving', value('outInterface')),
    ...ownerText('uid', value('uid')),
    ...ownerText('gid', value('gid')),
    mark: `0x${bitsIn(box, 'mark').value.toString(16)}`,
    connmark: `0x${bitsIn(box, 'connmark').value.toString(16)}`,
    state: states[Number(value('state'))]!,
    connectionDirection: connectionDirections[Number(value('connectionDirection'))]!,
    ...(besides.length > 0 && { besides: Object.fromEntries(besides) }),
    ...(Object.keys(conditions).length > 0 && { conditions }),
  };
}

function isLaterFragment(box: Box, family: Family): boolean {
  const isTold = family === 'ipv4' && box.has('extensions');
  return isTold && (bitsIn(box, 'extensions').value & extensionHeaders.fragment!) !== 0;
}

/** The packet of the witness as a set of its own; empty where the set is. */
export function onePacket(packets: PacketSet, family: Family): PacketSet {
  const box = plainest(packets);
  if (!box) return [];
  const values = [...box].map(([key, each]): [Key, Values] => {
    if (isCondition(key)) return [key, range(includesValue(each as Ranges, 1) ? 1 : 0)];
    return [key, isLater(key) ? each : oneOf(key, each, family)];
  });
  return [new Map(values)];
}

/** The box that a witness is taken from: one with packets that open a connection, not over lo, where there is such a box. */
export function plainest(packets: PacketSet): Box | undefined {
  const opening = packets.filter((box) => includesValue(box.get('state') as Ranges, states.indexOf('NEW')));
  return opening.find((box) => !isOverLo(box)) ?? opening[0] ?? packets[0];
}

function isOverLo(box: Box): boolean {
  return (['inInterface', 'outInterface'] as const).some((key) => {
    const [first, ...others] = box.get(key) as Ranges;
    return others.length === 0 && first!.low === lo && first!.high === lo;
  });
}

/** One of the values of a key, as a set of its own. */
function oneOf(key: Key, values: Values, family: Family): Values {
  if (isBits(key)) return wordOf(wordIn(values as Bits, key).value);
  return range(pick(values as Ranges, dimensionOf(key)!, family));
}

function valueIn(box: Box, dimension: Dimension, family: Family): Value {
  return pick(box.get(dimension) as Ranges, dimension, family);
}

/** A value that a reader knows, else the lowest; the lowest address of a network is none of a host. */
function pick(values: Ranges, dimension: Dimension, family: Family): Value {
  const isAddress = dimension === 'source' || dimension === 'destination';
  const known = isAddress ? familiarAddresses[family][dimension] : familiar[dimension];
  const { low, high } = (isAddress ? values.find((each) => each.low < each.high) : undefined) ?? values[0]!;
  const lowest = isAddress && low < high ? (typeof low === 'bigint' ? low + 1n : low + 1) : low;
  return known?.find((each) => includesValue(values, each)) ?? lowest;
}

function bitsIn(box: Box, dimension: Dimension): BitPattern {
  return wordIn(box.get(dimension) as Bits, dimension);
}

/** 0 where that is possible, else the lowest word of the first pattern; a SYN where flags may be anything. */
function wordIn(patterns: Bits, dimension: Key): BitPattern {
  const { value, mask } = patterns.find((each) => each.value === 0) ?? patterns[0]!;
  const usual = dimension === 'tcpFlags' ? tcpFlags.SYN! : 0;
  return { value: (value | (usual & ~mask)) >>> 0, mask };
}

function addressText(value: Value, family: Family): string {
  return formatAddresses({ low: value, high: value }, family);
}

function hasPorts(protocol: number): boolean {
  return [6, 17, 33, 132, 136].includes(protocol);
}

function icmpText(value: number, family: Family): string {
  const name = (value & 255) === 0 ? icmpTypeName(value >> 8, family) : undefined;
  return name ?? `${value >> 8}/${value & 255}`;
}

function flagsText({ value }: BitPattern): string {
  const names = Object.entries(tcpFlags).flatMap(([name, bit]) => (value & bit ? [name] : []));
  return names.join(',') || 'NONE';
}

function interfaceText(name: 'incoming' | 'leaving', value: Value): Partial<Witness> {
  return value === noInterface ? {} : { [name]: formatInterfaces({ low: value, high: value }) };
}

function ownerText(name: 'uid' | 'gid', value: Value): Partial<Witness> {
  return Number(value) < 0 ? {} : { [name]: Number(value) };
}

function ipv4(text: string): number {
  return text.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);
}
