/** What a packet is known by: the dimensions of packet sets, and all packets that a hook can see. */

import type { Family } from '../ruleset/tables';
import { highestAddress } from './addresses';
import { anyBits, type Bits } from './bits';
import { highestInterface, interfaceNumber, noInterface } from './interfaces';
import { type Ranges, range, subtractRanges } from './ranges';

/** Dimensions that every packet has, in the order in which sets are cut: first what separates most rules. */
export const dimensions = [
  'protocol',
  'destinationPort',
  'uid',
  'gid',
  'outInterface',
  'inInterface',
  'destination',
  'source',
  'sourcePort',
  'mark',
  'connmark',
  'state',
  'connectionDirection',
  'destinationType',
  'sourceType',
  'icmpType',
  'tcpFlags',
] as const;

/** Dimensions that few rules ask for: a box speaks of them only where a rule or a question has, and holds all their values otherwise. */
export const seldomDimensions = [
  'connectionStatus',
  'originalProtocol',
  'originalSource',
  'originalDestination',
  'originalSourcePort',
  'originalDestinationPort',
  'replySource',
  'replyDestination',
  'replySourcePort',
  'replyDestinationPort',
  'ttl',
  'tos',
  'length',
  'packetType',
  'socket',
  'extensions',
] as const;

export type SeldomDimension = (typeof seldomDimensions)[number];

export type Dimension = (typeof dimensions)[number] | SeldomDimension;

/** An opaque dimension: a condition that a dump cannot decide, by its words; 1 where it matches, 0 where it does not. */
export type Condition = `if ${string}`;

/**
 * What a dimension becomes on the way where the dump cannot tell: the interface after another routing decision, a port out of
 * a range. Each such moment has a number, so that the same unknown value is asked about again and again.
 */
export type Later = `later ${number} ${Dimension}`;

export type Key = Dimension | Later | Condition;

export type Values = Ranges | Bits;

/** The hooks of netfilter by the names of their built-in chains. */
export type Hook = 'PREROUTING' | 'INPUT' | 'FORWARD' | 'OUTPUT' | 'POSTROUTING';

/** States of conntrack, numbered for the dimension `state`. */
export const states = ['INVALID', 'NEW', 'ESTABLISHED', 'RELATED', 'UNTRACKED'];

/** The directions of a connection as `--ctdir` names them, numbered for the dimension `connectionDirection`. */
export const connectionDirections = ['ORIGINAL', 'REPLY'];

/** Types of addresses as the routing table knows them, numbered as in the kernel (include/uapi/linux/rtnetlink.h). */
export const addressTypes = [
  'UNSPEC',
  'UNICAST',
  'LOCAL',
  'BROADCAST',
  'ANYCAST',
  'MULTICAST',
  'BLACKHOLE',
  'UNREACHABLE',
  'PROHIBIT',
  'THROW',
  'NAT',
  'XRESOLVE',
];

/** Users and groups; -1 where no socket, or none with an owner, has sent the packet. */
export const noOwner = -1;
export const anyOwner: Ranges = range(noOwner, 0xffffffff);

export const conditionValues: Ranges = range(0, 1);

/** Flags of TCP by their bits in the header's octet (RFC 9293, section 3.1), as `--tcp-flags` names them. */
export const tcpFlags: Readonly<Record<string, number>> = {
  FIN: 0x01,
  SYN: 0x02,
  RST: 0x04,
  PSH: 0x08,
  ACK: 0x10,
  URG: 0x20,
};

/** What connection tracking notes of a connection, by its bits (include/uapi/linux/netfilter/nf_conntrack_common.h, IPS_*). */
export const connectionStatuses: Readonly<Record<string, number>> = {
  EXPECTED: 0x01,
  SEEN_REPLY: 0x02,
  ASSURED: 0x04,
  CONFIRMED: 0x08,
  SNAT: 0x10,
  DNAT: 0x20,
};

/** Whom a frame was sent to, numbered as in the kernel (include/uapi/linux/if_packet.h, PACKET_*). */
export const packetTypes = ['unicast', 'broadcast', 'multicast', 'otherhost'];

/** Headers between those of IP and of the protocol; for IPv4 there are fragments only. */
export const extensionHeaders: Readonly<Record<string, number>> = {
  fragment: 0x01,
  routing: 0x02,
  'hop-by-hop': 0x04,
  destination: 0x08,
  authentication: 0x10,
};

const bitDimensions: ReadonlySet<string> = new Set<Dimension>([
  'mark',
  'connmark',
  'tcpFlags',
  'connectionStatus',
  'tos',
  'extensions',
]);

const always: ReadonlySet<string> = new Set(dimensions);

/** True for the dimensions whose values are bit patterns. */
export function isBits(key: Key): boolean {
  return bitDimensions.has(key);
}

/** A key for what a dimension becomes at one moment of the way. */
export function later(dimension: Dimension, moment: number): Later {
  return `later ${moment} ${dimension}`;
}

export function isLater(key: Key): key is Later {
  return key.startsWith('later ');
}

/** The dimension whose kind of values a key has; undefined for opaque conditions. */
export function dimensionOf(key: Key): Dimension | undefined {
  if (isCondition(key)) return undefined;
  return isLater(key) ? (key.slice(key.lastIndexOf(' ') + 1) as Dimension) : key;
}

/** True for keys that a box may leave out, which then take all values. */
export function isOptional(key: Key): boolean {
  return !always.has(key);
}

/** True for what a packet is not known by when it is asked about: opaque conditions, and what comes later on the way. */
export function isUndecided(key: Key): boolean {
  return isCondition(key) || isLater(key);
}

/** True for opaque conditions. */
export function isCondition(key: Key): key is Condition {
  return key.startsWith('if ');
}

/** Every value of a dimension for the family. */
export function allValues(dimension: Dimension, family: Family): Values {
  return everything(family).get(dimension) ?? (family === 'ipv4' ? seldomIpv4 : seldomIpv6).get(dimension)!;
}

/** Every value of each dimension that all packets have, for the family. */
export function everything(family: Family): ReadonlyMap<Key, Values> {
  return family === 'ipv4' ? everyIpv4 : everyIpv6;
}

function everyValue(family: Family): ReadonlyMap<Key, Values> {
  const addresses = range(family === 'ipv4' ? 0 : 0n, highestAddress[family]);
  return new Map<Key, Values>([
    ['protocol', range(0, 255)],
    ['destinationPort', range(0, 0xffff)],
    ['sourcePort', range(0, 0xffff)],
    ['outInterface', range(noInterface, highestInterface)],
    ['inInterface', range(noInterface, highestInterface)],
    ['destination', addresses],
    ['source', addresses],
    ['uid', anyOwner],
    ['gid', anyOwner],
    ['mark', anyBits],
    ['connmark', anyBits],
    ['state', range(0, states.length - 1)],
    ['connectionDirection', range(0, connectionDirections.length - 1)],
    ['destinationType', range(0, addressTypes.length - 1)],
    ['sourceType', range(0, addressTypes.length - 1)],
    ['icmpType', range(0, 0xffff)],
    ['tcpFlags', anyBits],
  ]);
}

const [everyIpv4, everyIpv6] = [everyValue('ipv4'), everyValue('ipv6')];

/** An octet among words of 32 bits. */
export const octets: Bits = [{ value: 0, mask: 0xffffff00 }];

function seldomValues(every: ReadonlyMap<Key, Values>): ReadonlyMap<Key, Values> {
  const as = (dimension: Dimension) => every.get(dimension)!;
  return new Map<Key, Values>([
    ['connectionStatus', anyBits],
    ['originalProtocol', as('protocol')],
    ...(['original', 'reply'] as const).flatMap((way): [Key, Values][] => [
      [`${way}Source`, as('source')],
      [`${way}Destination`, as('destination')],
      [`${way}SourcePort`, as('sourcePort')],
      [`${way}DestinationPort`, as('destinationPort')],
    ]),
    ['ttl', range(0, 255)],
    ['tos', octets],
    ['length', range(0, 0xffff)],
    ['packetType', range(0, packetTypes.length - 1)],
    ['socket', range(0, 1)],
    ['extensions', anyBits],
  ]);
}

const [seldomIpv4, seldomIpv6] = [seldomValues(everyIpv4), seldomValues(everyIpv6)];

/**
 * The packets that a table's built-in chain can see. Where there is no interface the kernel compares with the empty name;
 * only local senders have an owner; nat is asked for the first packet of a connection, and over lo only where it leaves.
 */
export function packetsAt(hook: Hook, table: string, family: Family): Map<Key, Values> {
  const packets = new Map(everything(family));
  const incoming = hook === 'PREROUTING' || hook === 'INPUT';
  if (incoming) packets.set('outInterface', range(noInterface));
  if (hook === 'OUTPUT') packets.set('inInterface', range(noInterface));
  if (table !== 'nat') return packets;
  packets.set('state', [...range(states.indexOf('NEW')), ...range(states.indexOf('RELATED'))]);
  if (incoming) {
    const lo = range(interfaceNumber('lo')!);
    packets.set('inInterface', subtractRanges(range(noInterface, highestInterface), lo));
  }
  return packets;
}

/** True where a rule may ask for the owner of a packet; from other hooks the kernel refuses such a rule. */
export function hasOwner(hook: Hook): boolean {
  return hook === 'OUTPUT' || hook === 'POSTROUTING';
}
