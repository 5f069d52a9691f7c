/** Words that values take besides the lists of the modules, with their meanings. */

import type { Family, Word } from '../../modules/types';

/** The flags of a TCP segment, and the words for all of them and for none. */
export const tcpFlags: readonly Word[] = [
  { word: 'SYN', meaning: 'opens a connection' },
  { word: 'ACK', meaning: 'acknowledges what came; set in every segment but the first' },
  { word: 'FIN', meaning: 'the sender has nothing more to send' },
  { word: 'RST', meaning: 'ends or refuses the connection at once' },
  { word: 'URG', meaning: 'part of the data is urgent' },
  { word: 'PSH', meaning: 'the data is to be handed on without delay' },
  { word: 'ALL', meaning: 'all six flags' },
  { word: 'NONE', meaning: 'no flag' },
];

/** Which address or port of a packet is looked up in a set; a set of several dimensions takes one for each. */
export const setDirections: readonly Word[] = [
  { word: 'src', meaning: 'the source of the packet is looked up: address, port or interface it came in by' },
  { word: 'dst', meaning: 'the destination of the packet is looked up: address, port or interface it leaves by' },
];

export const weekdays: readonly Word[] = [
  { word: 'Mon', meaning: 'on Mondays', number: 1 },
  { word: 'Tue', meaning: 'on Tuesdays', number: 2 },
  { word: 'Wed', meaning: 'on Wednesdays', number: 3 },
  { word: 'Thu', meaning: 'on Thursdays', number: 4 },
  { word: 'Fri', meaning: 'on Fridays', number: 5 },
  { word: 'Sat', meaning: 'on Saturdays', number: 6 },
  { word: 'Sun', meaning: 'on Sundays', number: 7 },
];

export const policies: readonly Word[] = [
  { word: 'ACCEPT', meaning: 'what no rule decides goes on' },
  { word: 'DROP', meaning: 'what no rule decides is dropped, and nobody is told' },
];

export const interfaces: readonly Word[] = [
  { word: 'lo', meaning: 'loopback interface: what the host sends to itself' },
];

const tcp: Word = { word: 'tcp', meaning: 'connections: web, SSH, mail, databases', number: 6 };
const udp: Word = { word: 'udp', meaning: 'single datagrams: DNS, NTP, QUIC, many tunnels', number: 17 };
const others: readonly Word[] = [
  { word: 'sctp', meaning: 'connections of several streams, mostly in telephone networks', number: 132 },
  { word: 'esp', meaning: 'encrypted IPsec packets', number: 50 },
  { word: 'ah', meaning: 'IPsec packets that are signed, but not encrypted', number: 51 },
  { word: 'udplite', meaning: 'datagrams of which a checksum covers only a part', number: 136 },
];
const all: Word = { word: 'all', meaning: 'every protocol, as without `-p`', number: 0 };

/** Protocols that the tools know by themselves, whatever the host's list has. */
export const protocols: Readonly<Record<Family, readonly Word[]>> = {
  ipv4: [tcp, udp, { word: 'icmp', meaning: 'ping and messages of errors', number: 1 }, ...others, all],
  ipv6: [
    tcp,
    udp,
    { word: 'ipv6-icmp', meaning: 'ping, messages of errors, and how neighbours and routers are found', number: 58 },
    ...others,
    { word: 'ipv6-mh', meaning: 'messages of Mobile IPv6', number: 135 },
    all,
  ],
};

/** Protocols that some options take besides those. */
export const furtherProtocols: readonly Word[] = [
  { word: 'ipcomp', meaning: 'IPsec packets that are compressed', number: 108 },
];

/** What options mean that are left out, where the list of a module has it among others. */
export const defaultWords: ReadonlySet<string> = new Set(['icmp-port-unreachable', 'icmp6-port-unreachable']);
