// What the targets of rules do, in a few sentences each.

/** What a target does. */
export interface TargetKnowledge {
  /** One to three Markdown sentences. */
  readonly meaning: string;
  /** What becomes of the packet in this table: `ends` the walk, `goes on` with the next rule, or `depends`. */
  readonly walk: 'ends' | 'goes on' | 'returns' | 'depends';
}

type Row = readonly [name: string, walk: TargetKnowledge['walk'], meaning: string];

const rows: readonly Row[] = [
  ['ACCEPT', 'ends', 'Lets the packet through this table. Later tables and hooks are still asked.'],
  ['DROP', 'ends', 'Discards the packet silently: the sender waits until it gives up. The tools refuse it in nat.'],
  [
    'RETURN',
    'returns',
    'Goes back to the rule behind the jump that led into this chain. In a built-in chain, the policy decides.',
  ],
  ['QUEUE', 'ends', 'Hands the packet to a program in user space (queue 0); `NFQUEUE` took its place.'],
  [
    'REJECT',
    'ends',
    'Discards the packet and says so: with an ICMP error, or a TCP reset (`tcp-reset`). The sender fails at once.',
  ],
  [
    'REDIRECT',
    'ends',
    'Sends the connection to this host: in PREROUTING to the address of the incoming interface, in OUTPUT to 127.0.0.1 (IPv6: ::1). Without `--to-ports` the port stays; the listener can still read the original destination.',
  ],
  ['DNAT', 'ends', 'Rewrites the destination of the connection; replies are rewritten back on their own.'],
  [
    'SNAT',
    'ends',
    'Rewrites the source of the connection to a fixed address; replies are rewritten back on their own.',
  ],
  [
    'MASQUERADE',
    'ends',
    'Rewrites the source to the address of the outgoing interface, whatever it is at that moment. For a fixed address, SNAT costs less.',
  ],
  ['NETMAP', 'ends', 'Maps one network onto another of the same size, address by address.'],
  [
    'TPROXY',
    'ends',
    'Hands the packet to a local transparent socket without rewriting it, and marks it. It needs a matching `ip rule` and is dropped when no such socket listens.',
  ],
  ['LOG', 'goes on', 'Writes a line to the kernel log; the packet goes on with the next rule.'],
  ['NFLOG', 'goes on', 'Passes a copy to a logging program in user space; the packet goes on with the next rule.'],
  ['AUDIT', 'goes on', 'Writes an audit record. Despite `--type drop`, the packet goes on with the next rule.'],
  [
    'MARK',
    'goes on',
    'Sets bits of the packet mark, which later rules and `ip rule` can test. The mark never leaves this host.',
  ],
  [
    'CONNMARK',
    'goes on',
    'Sets the mark of the connection, or copies it: `--save-mark` from the packet, `--restore-mark` to the packet.',
  ],
  [
    'CT',
    'goes on',
    'Decides how connection tracking treats the packet: not at all (`--notrack`), in a zone of its own, or with a helper. The first such rule counts.',
  ],
  ['NOTRACK', 'goes on', 'Exempts the packet from connection tracking; iptables-save shows it as `CT --notrack`.'],
  [
    'NFQUEUE',
    'ends',
    'Hands the packet to a program in user space, which decides. Nobody listening means drop, unless `--queue-bypass` is set.',
  ],
  ['SET', 'goes on', 'Adds an address to an ipset or deletes it; the packet goes on with the next rule.'],
  ['TCPMSS', 'goes on', 'Lowers the largest segment size announced in a SYN, mostly to the path MTU.'],
  ['TCPOPTSTRIP', 'goes on', 'Blanks TCP options out.'],
  ['TOS', 'goes on', 'Sets the type-of-service byte.'],
  ['DSCP', 'goes on', 'Sets the DSCP field, the priority class of the packet.'],
  ['ECN', 'goes on', 'Clears or sets the bits of explicit congestion notification.'],
  ['TTL', 'goes on', 'Changes the time to live of IPv4; decremented to zero, the packet is dropped.'],
  ['HL', 'goes on', 'Changes the hop limit of IPv6.'],
  ['CLASSIFY', 'goes on', 'Puts the packet into a class of traffic control.'],
  ['CHECKSUM', 'goes on', 'Fills in a missing checksum; needed by old DHCP clients in virtual machines.'],
  ['TEE', 'goes on', 'Sends a copy of the packet to another host of the local network.'],
  ['TRACE', 'goes on', 'Turns on tracing: every rule that this packet matches later is logged.'],
  ['SECMARK', 'goes on', 'Gives the packet an SELinux context.'],
  ['CONNSECMARK', 'goes on', 'Copies the SELinux context between packet and connection.'],
  [
    'SYNPROXY',
    'depends',
    'Answers connection requests in place of the server until the client has proved real. It takes the packets of the handshake; others go on.',
  ],
  ['HMARK', 'goes on', 'Marks the packet with a hash of its flow, to spread load.'],
  ['IDLETIMER', 'goes on', 'Restarts a timer that reports when an interface falls idle.'],
  ['LED', 'goes on', 'Lets a light blink.'],
  ['RATEEST', 'goes on', 'Feeds a rate estimator that `-m rateest` can ask.'],
  ['DNPT', 'goes on', 'Translates the prefix of the IPv6 destination, without state.'],
  ['SNPT', 'goes on', 'Translates the prefix of the IPv6 source, without state.'],
  ['CLUSTERIP', 'goes on', 'Shares one address between hosts of a cluster; removed from recent kernels.'],
  ['ULOG', 'goes on', 'The predecessor of NFLOG; removed from kernels since 3.17.'],
];

const targets: ReadonlyMap<string, TargetKnowledge> = new Map(
  rows.map(([name, walk, meaning]) => [name, { meaning, walk }]),
);

/** What a target does. Undefined for names that are no target of iptables: chains, or mistakes. */
export function targetKnowledge(target: string): TargetKnowledge | undefined {
  return targets.get(target);
}
