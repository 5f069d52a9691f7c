// What REJECT sends back (net/ipv4/netfilter/nf_reject_ipv4.c, net/ipv6/netfilter/nf_reject_ipv6.c).

import type { Host, Way } from './host';
import { backTo, isError, isReset, type Packet, protocols } from './packet';
import { addressOf, deviceTo, isBroadcast, isOwn } from './routes';

/** `reset`, or `icmp TYPE/CODE`. */
export type Refusal = string;

const codes: Readonly<Record<string, number>> = {
  // No word of REJECT: what a router says of a packet that has no hops left.
  'time-exceeded': 0x0b00,
  'icmp-net-unreachable': 0x0300,
  'icmp-host-unreachable': 0x0301,
  'icmp-proto-unreachable': 0x0302,
  'icmp-port-unreachable': 0x0303,
  'icmp-net-prohibited': 0x0309,
  'icmp-host-prohibited': 0x030a,
  'icmp-admin-prohibited': 0x030d,
  'icmp6-no-route': 0x0100,
  'icmp6-adm-prohibited': 0x0101,
  'icmp6-addr-unreachable': 0x0103,
  'icmp6-port-unreachable': 0x0104,
  'icmp6-policy-fail': 0x0105,
  'icmp6-reject-route': 0x0106,
};

/** The packet that the host sends where a rule refuses another one; undefined where it sends none. */
export function errorOf(
  { routes }: Host,
  answer: string | undefined,
  { packet, connection }: Way,
  incoming: string | undefined,
): Packet | undefined {
  if (answer === 'tcp-reset' || answer === 'tcp-rst') {
    if (isReset(packet)) return undefined;
    return backTo(packet, { flags: packet.flags.includes('A') ? 'R' : 'RA', refuses: { connection } });
  }
  if (isError(packet) || isBroadcast(routes, packet.destination)) return undefined;
  const version6 = routes.family === 'ipv6';
  const here = incoming !== undefined && isOwn(routes, packet.destination);
  const device = deviceTo(routes, packet.source, 0);
  const source = here ? packet.destination : device === 'lo' ? packet.source : addressOf(routes, device);
  return backTo(packet, {
    protocol: version6 ? protocols.icmpv6 : protocols.icmp,
    icmpType: codes[answer ?? (version6 ? 'icmp6-port-unreachable' : 'icmp-port-unreachable')]!,
    ...{ source, sourcePort: 0, port: 0, about: packet, refuses: { connection } },
  });
}
