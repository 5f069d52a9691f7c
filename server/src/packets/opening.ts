/** Which packets open a connection: others belong to one, or connection tracking makes nothing of them. */

import type { Family } from '../ruleset/tables';
import { bitPattern } from './bits';
import { type Key, tcpFlags, type Values } from './dimensions';
import { normalize, type Ranges, range } from './ranges';

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
