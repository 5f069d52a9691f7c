// Protocols by name and number.

import { readCNumber } from './values/c-number';

/** Protocols by the names that iptables knows without asking the host (xtables_chain_protos), and the common ones of /etc/protocols. */
const protocols: Readonly<Record<string, number>> = {
  icmp: 1,
  igmp: 2,
  ggp: 3,
  ipencap: 4,
  ipip: 4,
  tcp: 6,
  egp: 8,
  igp: 9,
  udp: 17,
  dccp: 33,
  ipv6: 41,
  'ipv6-route': 43,
  'ipv6-frag': 44,
  rsvp: 46,
  gre: 47,
  esp: 50,
  ah: 51,
  skip: 57,
  'ipv6-icmp': 58,
  icmpv6: 58,
  'ipv6-nonxt': 59,
  'ipv6-opts': 60,
  eigrp: 88,
  ospf: 89,
  pim: 103,
  ipcomp: 108,
  vrrp: 112,
  l2tp: 115,
  sctp: 132,
  mh: 135,
  'ipv6-mh': 135,
  'mobility-header': 135,
  udplite: 136,
};

/** Every protocol's name, the same protocol under several ones. */
export const protocolNames: readonly string[] = Object.keys(protocols);

/** The number of a protocol; 0 stands for all of them. Undefined for a name we do not know. */
export function protocolNumber(text: string): number | undefined {
  const name = text.toLowerCase();
  if (name === 'all') return 0;
  const number = readCNumber(name);
  if (typeof number === 'number' && number <= 255) return number;
  return Object.hasOwn(protocols, name) ? protocols[name] : undefined;
}

/** The shortest name of a protocol number, or the number. */
export function protocolName(value: number): string {
  return Object.keys(protocols).find((name) => protocols[name] === value) ?? `protocol ${value}`;
}
