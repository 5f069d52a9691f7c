/** The words that say something of packets, in questions, in comments `# expect:` and as options of the command line. */

import type { Question } from './question';
import type { Direction } from './traverse';

/** A word that names a field, its value following. */
export interface FieldWord {
  field: keyof Question;
  /** The first is how the field is written, the others are taken too. */
  names: readonly [string, ...string[]];
  /** What the field says of packets. */
  meaning: string;
  /** What its value may be. */
  value: string;
  /** True for a word that few questions need: messages do not list it. */
  seldom?: true;
}

export const directionWords: readonly Direction[] = ['in', 'out', 'forward'];

const port = 'a port, or a range such as 8000:8100, or several with commas between; common services by name';
const address = "an address or a network of the dump's family";
const owner = 'a number, a range such as 1000-1999, or root';
const mark = 'a number, or number/mask';

/** Every word that names a field, in the order in which a question is written. */
export const fieldWords: readonly FieldWord[] = [
  {
    field: 'protocol',
    names: ['proto', 'protocol'],
    meaning: 'protocol, tcp where ports are told without it',
    value: 'tcp, udp, icmp or another protocol, by name or number',
  },
  { field: 'port', names: ['port', 'dport'], meaning: 'destination port', value: port },
  { field: 'sourcePort', names: ['sport', 'source-port'], meaning: 'source port', value: port },
  {
    field: 'icmpType',
    names: ['type', 'icmp-type'],
    meaning: 'type of an ICMP message',
    value: 'a type such as echo-request, by name or number',
  },
  {
    field: 'tcpFlags',
    names: ['flags', 'tcp-flags'],
    meaning: 'flags of TCP',
    value: 'flags such as SYN, or SYN,ACK/SYN for SYN without ACK',
  },
  { field: 'source', names: ['from', 'src', 'source'], meaning: 'source address', value: address },
  { field: 'destination', names: ['to', 'dst', 'destination'], meaning: 'destination address', value: address },
  {
    field: 'uid',
    names: ['uid'],
    meaning: 'user of the sending process',
    value: owner,
  },
  {
    field: 'gid',
    names: ['gid'],
    meaning: 'group of the sending process',
    value: owner,
  },
  {
    field: 'incoming',
    names: ['iface'],
    meaning: 'interface that the packets come in by',
    value: 'a name such as eth0',
  },
  {
    field: 'leaving',
    names: ['oface'],
    meaning: 'interface that routing lets the packets leave by',
    value: 'a name such as eth0',
  },
  { field: 'mark', names: ['mark'], meaning: 'mark of the packets; 0 unless told, 0/0 for any', value: mark },
  { field: 'connmark', names: ['connmark'], meaning: 'mark of the connection', value: mark },
  {
    field: 'state',
    names: ['state', 'ctstate'],
    meaning: 'states of connection tracking; NEW, the first packet of a connection, unless told, if it can be one',
    value: 'NEW, ESTABLISHED, RELATED, INVALID or UNTRACKED',
  },
  {
    field: 'connectionDirection',
    names: ['ctdir'],
    meaning: 'direction within the connection',
    value: 'ORIGINAL, or REPLY for answers',
  },
  {
    field: 'connectionStatus',
    seldom: true,
    names: ['ctstatus'],
    meaning: 'what connection tracking has noted of the connection',
    value: 'SEEN_REPLY, ASSURED, CONFIRMED, EXPECTED, SNAT or DNAT, or several with commas between, or NONE',
  },
  { field: 'originalSource', seldom: true, names: ['ctorigsrc'], meaning: 'who opened the connection', value: address },
  {
    field: 'originalDestination',
    seldom: true,
    names: ['ctorigdst'],
    meaning: 'where the connection was opened to, before any rewriting',
    value: address,
  },
  {
    field: 'originalSourcePort',
    seldom: true,
    names: ['ctorigsrcport'],
    meaning: 'from which port it was opened',
    value: port,
  },
  {
    field: 'originalDestinationPort',
    seldom: true,
    names: ['ctorigdstport'],
    meaning: 'to which port it was opened',
    value: port,
  },
  {
    field: 'ttl',
    seldom: true,
    names: ['ttl', 'hl'],
    meaning: 'hops left',
    value: 'a number to 255, or a range such as 1:63',
  },
  {
    field: 'tos',
    seldom: true,
    names: ['tos'],
    meaning: 'the octet of TOS and DSCP',
    value: 'a number to 255, or number/mask; DSCP 0x12 is 0x48/0xfc',
  },
  {
    field: 'length',
    seldom: true,
    names: ['length'],
    meaning: 'length in octets',
    value: 'a number, or a range such as 40:1500',
  },
  {
    field: 'packetType',
    seldom: true,
    names: ['pkttype', 'pkt-type'],
    meaning: 'whom the frame was sent to',
    value: 'unicast, broadcast, multicast or otherhost',
  },
  {
    field: 'extensions',
    seldom: true,
    names: ['extensions'],
    meaning: 'extension headers, and fragment for a fragment behind the first',
    value: 'none, or fragment, routing, hop-by-hop, destination and authentication with commas between',
  },
  { field: 'socket', seldom: true, names: ['socket'], meaning: 'whether a socket sends it', value: 'yes or no' },
  {
    field: 'local',
    names: ['local'],
    meaning: 'what is local',
    value:
      "this host's addresses, all of them, with commas between; with /prefix their broadcast addresses are known too",
  },
];

const byName = new Map(fieldWords.flatMap((each) => each.names.map((name) => [name, each] as const)));
const byField = new Map(fieldWords.map((each) => [each.field, each] as const));

/** The field of a name in small letters. */
export function fieldNamed(name: string): FieldWord | undefined {
  return byName.get(name);
}

export function wordOfField(field: keyof Question): FieldWord {
  return byField.get(field)!;
}
