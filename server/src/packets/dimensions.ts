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
  'destinationType',
  'sourceType',
] as const;

export type Dimension = (typeof dimensions)[number];

/** An opaque dimension: a condition that a dump cannot decide, by its words; 1 where it matches, 0 where it does not. */
export type Condition = `if ${string}`;

export type Key = Dimension | Condition;

export type Values = Ranges | Bits;

/** The hooks of netfilter by the names of their built-in chains. */
export type Hook = 'PREROUTING' | 'INPUT' | 'FORWARD' | 'OUTPUT' | 'POSTROUTING';

/** States of conntrack, numbered for the dimension `state`. */
export const states = ['INVALID', 'NEW', 'ESTABLISHED', 'RELATED', 'UNTRACKED'];

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
export const anyOwner: Ranges = range(-1, 0xffffffff);

export const conditionValues: Ranges = range(0, 1);

/** True for the dimensions whose values are bit patterns. */
export function isMark(key: Key): boolean {
  return key === 'mark' || key === 'connmark';
}

/** True for opaque conditions. */
export function isCondition(key: Key): key is Condition {
  return key.startsWith('if ');
}

/** Every value of each dimension for the family. */
export function everything(family: Family): Map<Key, Values> {
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
    ['destinationType', range(0, addressTypes.length - 1)],
    ['sourceType', range(0, addressTypes.length - 1)],
  ]);
}

/**
 * The packets that a table's built-in chain can see. Where there is no interface the kernel compares with the empty name;
 * only local senders have an owner; nat is asked for the first packet of a connection, and over lo only where it leaves.
 */
export function packetsAt(hook: Hook, table: string, family: Family): Map<Key, Values> {
  const packets = everything(family);
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
