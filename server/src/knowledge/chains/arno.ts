// Chains of Arno's iptables firewall.
import type { ChainOwner } from './types';

const owner = "Arno's iptables firewall";

export const arno: readonly ChainOwner[] = [
  {
    owner,
    sureness: 'source',
    chains: [
      ['BASE_INPUT_CHAIN', 'filter', '`INPUT`', 'First for what comes in: known connections and loopback.'],
      [
        'EXT_INPUT_CHAIN',
        'filter',
        '`INPUT`, from the Internet',
        'What comes in from the Internet: open ports, then log and drop.',
      ],
      ['INT_INPUT_CHAIN', 'filter', '`INPUT`, from the local network', 'What comes in from the local network.'],
      [
        'POST_INPUT_CHAIN',
        'filter',
        '`INPUT` and `EXT_INPUT_CHAIN`',
        'Your own rules behind all others, for what comes in.',
      ],
      ['POST_INPUT_DROP_CHAIN', 'filter', 'checks and `EXT_INPUT_CHAIN`', 'The final drop for what comes in.'],
      ['HOST_BLOCK_SRC', 'filter', '`INPUT` and `FORWARD`', 'Blocked hosts, as sender.'],
      ['HOST_BLOCK_DST', 'filter', '`OUTPUT` and `FORWARD`', 'Blocked hosts, as destination.'],
      [
        'VALID_CHK',
        'filter',
        '`INPUT` and `EXT_FORWARD_IN_CHAIN`',
        'Drops scans and packets that conntrack calls INVALID.',
      ],
      ['SPOOF_CHK', 'filter', '`INPUT` and `FORWARD`', 'Drops local addresses that come from the wrong side.'],
      ['RESERVED_NET_CHK', 'filter', 'external input', 'Drops reserved addresses that come from the Internet.'],
      ['NAT_PREROUTING_CHAIN', 'nat', '`PREROUTING`', 'Your own rules for destinations.'],
      ['NAT_POSTROUTING_CHAIN', 'nat', '`POSTROUTING`', 'Your own rules for sources.'],
    ],
    general: [['INPUT_CHAIN', 'filter', '`INPUT`', 'Your own rules for what comes in.']],
  },
  {
    owner,
    sureness: 'dump',
    chains: [
      ['BASE_FORWARD_CHAIN', 'filter', '`FORWARD`', 'First for forwarded traffic: known connections and loopback.'],
      ['BASE_OUTPUT_CHAIN', 'filter', '`OUTPUT`', 'First for what goes out: known connections and loopback.'],
      ['POST_FORWARD_CHAIN', 'filter', '`FORWARD`', 'Your own rules behind all others, for forwarded traffic.'],
      ['POST_OUTPUT_CHAIN', 'filter', '`OUTPUT`', 'Your own rules behind all others, for what goes out.'],
      ['POST_NAT_PREROUTING_CHAIN', 'nat', '`PREROUTING`', 'Your own rules for destinations, behind all others.'],
      ['POST_NAT_POSTROUTING_CHAIN', 'nat', '`POSTROUTING`', 'Your own rules for sources, behind all others.'],
      [
        'EXT_FORWARD_IN_CHAIN',
        'filter',
        '`FORWARD`, from the Internet',
        'Forwarded ports: what may come in from the Internet.',
      ],
      ['EXT_FORWARD_OUT_CHAIN', 'filter', '`FORWARD`, to the Internet', 'What may go out to the Internet.'],
      ['EXT_OUTPUT_CHAIN', 'filter', '`OUTPUT`, to the Internet', 'What this host may send to the Internet.'],
      ['INT_OUTPUT_CHAIN', 'filter', '`OUTPUT`, to the local network', 'What this host may send to the local network.'],
      ['EXT_BROADCAST_CHAIN', 'filter', '`EXT_INPUT_CHAIN`', 'Logs and drops broadcasts from the Internet.'],
      ['EXT_MULTICAST_CHAIN', 'filter', '`EXT_INPUT_CHAIN`', 'Logs and drops multicasts from the Internet.'],
      ['EXT_ICMP_FLOOD_CHAIN', 'filter', '`INPUT`, beyond the ICMP limit', 'Logs and drops ICMP that comes too fast.'],
      ['HOST_BLOCK_SRC_DROP', 'filter', '`HOST_BLOCK_SRC`', 'Logs and drops blocked hosts.'],
      ['HOST_BLOCK_DST_DROP', 'filter', '`HOST_BLOCK_DST`', 'Logs and drops what goes to blocked hosts.'],
      ['LINK_LOCAL_DROP', 'filter', 'checks of IPv6', 'Drops link-local addresses where they do not belong.'],
      ['LAN_INET_FORWARD_CHAIN', 'filter', '`FORWARD`', 'From the local network to the Internet.'],
      ['LAN_LAN_FORWARD_CHAIN', 'filter', '`FORWARD`', 'Between local networks.'],
      ['DMZ_INET_FORWARD_CHAIN', 'filter', '`FORWARD`', 'From the DMZ to the Internet.'],
      ['INET_DMZ_FORWARD_CHAIN', 'filter', '`FORWARD`', 'From the Internet to the DMZ.'],
      ['DMZ_LAN_FORWARD_CHAIN', 'filter', '`FORWARD`', 'From the DMZ to the local network.'],
      ['DMZ_FORWARD_IN_CHAIN', 'filter', '`FORWARD`, from the DMZ', 'Forwarded traffic that comes from the DMZ.'],
      ['DMZ_FORWARD_OUT_CHAIN', 'filter', '`FORWARD`, to the DMZ', 'Forwarded traffic that goes to the DMZ.'],
      ['DMZ_INPUT_CHAIN', 'filter', '`INPUT`, from the DMZ', 'What the DMZ may send to this host.'],
      ['DMZ_OUTPUT_CHAIN', 'filter', '`OUTPUT`, to the DMZ', 'What this host may send to the DMZ.'],
    ],
    general: [
      ['FORWARD_CHAIN', 'filter', '`FORWARD`', 'Your own rules for forwarded traffic.'],
      ['OUTPUT_CHAIN', 'filter', '`OUTPUT`', 'Your own rules for what goes out.'],
      [
        'CONNTRACK_HELPER',
        'filter',
        'the `BASE_…_CHAIN` chains',
        'Lets connections in that a helper expects, such as FTP data.',
      ],
    ],
  },
];
