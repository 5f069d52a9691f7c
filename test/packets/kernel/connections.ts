// What connection tracking knows of a packet (net/netfilter/nf_conntrack_core.c, nf_conntrack_proto_*.c).

import type { Translation } from '../../../server/src/packets/rewriting';
import { equalTuples, inverse, isError, isIcmp, isReset, type Packet, protocols, type Tuple, tupleOf } from './packet';

export interface Connection {
  original: Tuple;
  reply: Tuple;
  mark: number;
  /** Whether a packet has come back. */
  replied: boolean;
  zone: number;
}

/** A packet and its connection; `index` in the list of connections, undefined for a new one and where there is none. */
export interface Tracked {
  state: 'INVALID' | 'NEW' | 'ESTABLISHED' | 'RELATED' | 'UNTRACKED';
  direction: 'ORIGINAL' | 'REPLY';
  index: number | undefined;
}

export function track(connections: readonly Connection[], packet: Packet, zone: number): Tracked {
  const invalid = { state: 'INVALID', direction: 'ORIGINAL', index: undefined } as const;
  if (packet.protocol === protocols.icmpv6 && isOfNeighbours(packet.icmpType >> 8))
    return { ...invalid, state: 'UNTRACKED' };
  if (isError(packet)) {
    const related = packet.about && find(connections, inverse(packet.about), zone);
    return related ? { ...related, state: 'RELATED' } : invalid;
  }
  const known = find(connections, packet, zone);
  if (!known) return opens(packet) ? { ...invalid, state: 'NEW' } : invalid;
  const answered = known.direction === 'REPLY' || connections[known.index]!.replied;
  return { ...known, state: answered ? 'ESTABLISHED' : 'NEW' };
}

/** Groups of multicast, routers and neighbours (net/netfilter/nf_conntrack_proto_icmpv6.c). */
function isOfNeighbours(type: number): boolean {
  return (type >= 130 && type <= 136) || type === 143;
}

function find(connections: readonly Connection[], tuple: Tuple, zone: number) {
  for (const [index, connection] of connections.entries()) {
    if (connection.zone !== zone) continue;
    if (equalTuples(connection.original, tuple)) return { index, direction: 'ORIGINAL' as const };
    if (equalTuples(connection.reply, tuple)) return { index, direction: 'REPLY' as const };
  }
  return undefined;
}

/** Whether a packet opens a connection: a single ACK may be of one that was there before (nf_conntrack_tcp_loose). */
function opens(packet: Packet): boolean {
  if (packet.protocol === protocols.tcp) {
    const flags = packet.flags.replace('P', '');
    return ['S', 'SU', 'A', 'AU'].includes(flags) && !isReset(packet);
  }
  return isIcmp(packet) ? [8, 13, 15, 17, 128].includes(packet.icmpType >> 8) : true;
}

/** What is written into packets of the connection that go in one direction. */
export function translationOf({ original, reply }: Connection, direction: Tracked['direction']): Translation {
  const [from, to] = direction === 'ORIGINAL' ? [original, inverse(reply)] : [reply, inverse(original)];
  const source = { address: to.source, port: to.sourcePort };
  const destination = { address: to.destination, port: to.port };
  return {
    ...((from.source !== to.source || from.sourcePort !== to.sourcePort) && { source }),
    ...((from.destination !== to.destination || from.port !== to.port) && { destination }),
  };
}

/** The connections behind a packet that has come through; `after` is the packet as it left, or was received. */
export function confirmed(
  connections: readonly Connection[],
  { state, direction, index }: Tracked,
  before: Packet,
  after: Packet,
  mark: number,
  zone: number,
): readonly Connection[] {
  if (index !== undefined) {
    const { replied, ...others } = connections[index]!;
    const changed = { ...others, mark, replied: replied || (direction === 'REPLY' && state !== 'RELATED') };
    return connections.with(index, changed);
  }
  if (state !== 'NEW') return connections;
  return [...connections, { original: tupleOf(before), reply: inverse(after), mark, replied: false, zone }];
}
