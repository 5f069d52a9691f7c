// One packet of a flow, and the connection that it belongs to.

import { parseAddress } from '../../../server/src/packets/addresses';
import type { Value } from '../../../server/src/packets/ranges';
import type { Family } from '../../../server/src/ruleset/tables';
import type { Flow } from '../../support/kernel/observe';
import type { Connection } from './connections';

export interface Packet {
  protocol: number;
  source: Value;
  destination: Value;
  /** For ICMP both are the identifier; 0 for protocols without ports. */
  sourcePort: number;
  port: number;
  /** Of TCP: letters of `FSRPAU`. */
  flags: string;
  /** 256 times the type plus the code. */
  icmpType: number;
  uid: number;
  gid: number;
  mark: number;
  /** The packet that an ICMP error is about, as the sender of the error has seen it. */
  about?: Packet;
  /** Octets of a datagram's content; 1 unless told. */
  payload?: number;
  /** It was made by hand, without options. */
  isHandmade?: boolean;
  /** The port of the listener that sends it, where that is not the packet's own. */
  sentBy?: number;
  /** An answer of REJECT belongs to the connection of the packet refused, confirmed or not. */
  refuses?: { connection: Connection | undefined };
}

export const protocols = { icmp: 1, tcp: 6, udp: 17, icmpv6: 58 } as const;
const { icmp, tcp, udp, icmpv6 } = protocols;

/** No socket has sent it, or one of the kernel's own. */
export const ofKernel = { uid: -1, gid: -1, mark: 0 };

export function isIcmp({ protocol }: Packet): boolean {
  return protocol === icmp || protocol === icmpv6;
}

export function isReset({ flags }: Packet): boolean {
  return flags.includes('R');
}

/** Destination unreachable, time exceeded, parameter problem. */
export function isError({ protocol, icmpType }: Packet): boolean {
  const type = icmpType >> 8;
  return protocol === icmp ? [3, 11, 12].includes(type) : protocol === icmpv6 && type < 128;
}

/** The first packet of a flow. */
export function firstPacket(flow: Flow, family: Family): Packet {
  const { sourcePort, port = 0, icmpType = 0, flags = 'S', payload, uid, gid, mark } = flow;
  const numbers: Record<string, number> = { tcp, udp, icmp: family === 'ipv4' ? icmp : icmpv6 };
  const protocol = numbers[flow.protocol] ?? Number(flow.protocol);
  const withPorts = protocol === tcp || protocol === udp;
  return {
    protocol,
    source: parseAddress(flow.source, family)!,
    destination: parseAddress(flow.destination, family)!,
    sourcePort: withPorts || flow.protocol === 'icmp' ? sourcePort : 0,
    port: withPorts ? port : flow.protocol === 'icmp' ? sourcePort : 0,
    flags: protocol === tcp ? flags : '',
    icmpType: icmpType << 8,
    isHandmade: flow.flags !== undefined,
    ...(payload !== undefined && { payload: payload.length }),
    ...(flow.from === 'host' ? { uid, gid, mark } : ofKernel),
  };
}

/** A packet back to the sender, by the kernel unless told otherwise. */
export function backTo(packet: Packet, changes: Partial<Packet>): Packet {
  const { protocol, source, destination, sourcePort, port } = packet;
  return {
    ...{ protocol, source: destination, destination: source, sourcePort: port, port: sourcePort },
    ...{ flags: '', icmpType: 0, ...ofKernel, ...changes },
  };
}

/** What identifies a connection in one direction. */
export type Tuple = Pick<Packet, 'protocol' | 'source' | 'sourcePort' | 'destination' | 'port' | 'icmpType'>;

export function tupleOf({ protocol, source, sourcePort, destination, port, icmpType }: Tuple): Tuple {
  return { protocol, source, sourcePort, destination, port, icmpType };
}

const answersOfIcmp: Readonly<Record<number, number>> = { 0: 8, 8: 0, 13: 14, 14: 13, 128: 129, 129: 128 };

export function inverse({ protocol, source, sourcePort, destination, port, icmpType }: Tuple): Tuple {
  const answer = (answersOfIcmp[icmpType >> 8] ?? 0) << 8;
  const type = protocol === icmp || protocol === icmpv6 ? answer : 0;
  return { protocol, source: destination, sourcePort: port, destination: source, port: sourcePort, icmpType: type };
}

export function equalTuples(a: Tuple, b: Tuple): boolean {
  return (
    a.protocol === b.protocol &&
    a.icmpType === b.icmpType &&
    a.source === b.source &&
    a.sourcePort === b.sourcePort &&
    a.destination === b.destination &&
    a.port === b.port
  );
}
