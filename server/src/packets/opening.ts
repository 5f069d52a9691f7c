/** Which packets open a connection, and in which states the ICMP messages are that cannot. */

import { protocolNumber } from '../modules/protocols';
import type { Family } from '../ruleset/tables';
import { bitPattern } from './bits';
import { allValues, connectionDirections, type Key, states, tcpFlags, type Values } from './dimensions';
import { intersect, type PacketSet, subtract, withValues } from './packet-set';
import { normalize, type Ranges, range, subtractRanges } from './ranges';
import type { Test } from './tests';

const { FIN = 0, SYN = 0, RST = 0, ACK = 0 } = tcpFlags;
const judged = FIN | SYN | RST | ACK;

/**
 * Asked only of TCP and ICMP, so that it may stand for any protocol. TCP opens with SYN, or in the middle of a connection that was
 * not seen with ACK, as long as nf_conntrack_tcp_loose is 1 (net/netfilter/nf_conntrack_proto_tcp.c).
 */
const openingFlags = [...bitPattern(SYN, judged), ...bitPattern(ACK, judged)];

/** Requests that have a reply (nf_conntrack_proto_icmp.c and nf_conntrack_proto_icmpv6.c, valid_new). */
const openingTypes: Readonly<Record<Family, Ranges>> = {
  ipv4: ofTypes([8, 13, 15, 17]),
  ipv6: ofTypes([128, 139]),
};

function ofTypes(types: readonly number[]): Ranges {
  return normalize(types.flatMap((type) => range(type << 8, (type << 8) | 255)));
}

/** What the first packet of a connection has. */
export function ofFirstPacket(family: Family): [Key, Values][] {
  return [
    ['tcpFlags', openingFlags],
    ['icmpType', openingTypes[family]],
  ];
}

/** Messages that cannot open a connection, by what connection tracking makes of them. */
interface Messages {
  protocol: number;
  /** About a packet of another connection. */
  errors: Ranges;
  replies: Ranges;
  /** Of neighbours, routers and groups, which are left alone (nf_conntrack_proto_icmpv6.c, noct_valid_new). */
  untracked: Ranges;
}

const messages: Readonly<Record<Family, Messages>> = {
  ipv4: {
    protocol: protocolNumber('icmp')!,
    errors: ofTypes([3, 4, 5, 11, 12]),
    replies: ofTypes([0, 14, 16, 18]),
    untracked: [],
  },
  ipv6: {
    protocol: protocolNumber('icmpv6')!,
    errors: range(0, (128 << 8) - 1),
    replies: ofTypes([129, 140]),
    untracked: ofTypes([130, 131, 132, 133, 134, 135, 136, 143]),
  },
};

function inDirection(name: string): [Key, Values] {
  return ['connectionDirection', range(connectionDirections.indexOf(name))];
}

/** ICMP messages that cannot open a connection, in the states that they can have; what goes back only where it is asked for. */
export function messagesInState(family: Family, areRepliesAsked: boolean): Test {
  const { protocol, errors, replies, untracked } = messages[family];
  const others = [...openingTypes[family], ...untracked, ...(areRepliesAsked ? [] : replies)];
  const tracked = subtractRanges(range(0, 0xffff), normalize(others));
  const inState = (icmpType: Ranges, state: string, ...others: [Key, Values][]) =>
    new Map<Key, Values>([
      ['protocol', range(protocol)],
      ['icmpType', icmpType],
      ['state', range(states.indexOf(state))],
      ...others,
    ]);
  return [
    inState(tracked, 'INVALID'),
    inState(errors, 'RELATED', ...(areRepliesAsked ? [] : [inDirection('ORIGINAL')])),
    ...(areRepliesAsked ? [inState(replies, 'ESTABLISHED', inDirection('REPLY'))] : []),
    ...(untracked.length > 0 ? [inState(untracked, 'UNTRACKED')] : []),
  ];
}

/** The packets with any type where they are no ICMP messages: nobody looks at it there. */
export function withAnyTypeOfOthers(packets: PacketSet, family: Family): PacketSet {
  const icmp: Test = [new Map([['protocol', range(messages[family].protocol)]])];
  const any = allValues('icmpType', family);
  return [...intersect(packets, icmp), ...subtract(packets, icmp).map((box) => withValues(box, 'icmpType', any))];
}
