// Chains of Shorewall and FireHOL, compilers of rule sets for whole gateways.
import type { ChainOwner } from './types';

const shorewallSource = {
  owner: 'Shorewall',
  sureness: 'source',
  chains: [
    [
      'tcpflags',
      'filter',
      'chains of zones and interfaces',
      'Catches combinations of TCP flags that only scanners send.',
    ],
    ['smurfs', 'filter', 'chains of zones and interfaces', 'Catches packets with a broadcast address as source.'],
    ['smurflog', 'filter', '`smurfs`', 'Logs and drops them.'],
    [
      'sfilter',
      'filter',
      '`FORWARD`',
      'Catches packets that would leave by the interface they came in by, or come from the wrong one.',
    ],
    ['logflags', 'filter', '`tcpflags`', 'Logs and drops packets with bad TCP flags.'],
    ['blacklog', 'filter', 'block lists', 'Logs and drops addresses of the block lists.'],
    ['routemark', 'mangle', '`PREROUTING`', 'Marks connections by the Internet provider they came in by.'],
    ['setsticky', 'mangle', 'marking chains', 'Remembers which provider a host uses, so that it stays there.'],
    ['setsticko', 'mangle', 'marking chains', 'Remembers which provider a host uses, for traffic of this host.'],
  ],
  general: [
    ['logdrop', 'filter', 'many chains', 'Logs and drops.'],
    ['logreject', 'filter', 'many chains', 'Logs and refuses.'],
    ['dynamic', 'filter', 'chains of zones', 'Addresses that were blocked on the command line (`shorewall drop`).'],
    ['loopback', 'filter', '`INPUT`', 'Traffic over lo.'],
    ['balance', 'mangle', 'marking chains', 'Spreads connections over several Internet providers.'],
    ['divert', 'mangle', '`PREROUTING`', 'Takes packets of proxied connections to their local socket (TPROXY).'],
  ],
} satisfies ChainOwner;

const shorewallUnchecked = {
  owner: 'Shorewall',
  sureness: 'general',
  chains: [
    ['tcpre', 'mangle', '`PREROUTING`', 'Marking rules, before routing.'],
    ['tcpost', 'mangle', '`POSTROUTING`', 'Marking rules, on the way out.'],
    ['tcfor', 'mangle', '`FORWARD`', 'Marking rules for forwarded traffic.'],
  ],
  general: [
    ['*2fw', 'filter', '`INPUT`', 'From one zone to the firewall itself.'],
    ['fw2*', 'filter', '`OUTPUT`', 'From the firewall itself to one zone.'],
    ['*-fw', 'filter', '`INPUT`', 'From one zone to the firewall itself.'],
    ['fw-*', 'filter', '`OUTPUT`', 'From the firewall itself to one zone.'],
    ['*_fwd', 'filter', '`FORWARD`', 'Forwarded traffic by the interface it came in by.'],
    ['*_in', 'filter', '`INPUT`', 'Traffic to this host by the interface it came in by.'],
    ['*_masq', 'nat', '`POSTROUTING`', 'Source addresses of what leaves by one interface.'],
    ['shorewall', 'filter', 'nothing: it is never called', 'A marker: it shows that Shorewall has started.'],
  ],
} satisfies ChainOwner;

const shorewallDumps = {
  owner: 'Shorewall',
  sureness: 'dump',
  chains: [
    ['sha-lh-*', 'filter', 'nothing: it is never called', 'A marker whose name holds a hash; no packet gets here.'],
    ['sha-rh-*', 'filter', 'nothing: it is never called', 'A marker whose name holds a hash; no packet gets here.'],
    ['AllowICMPs', 'filter', 'chains of zones (IPv6)', 'Lets the ICMPv6 messages in that IPv6 cannot do without.'],
  ],
  general: [
    ['Broadcast', 'filter', 'chains of zones', 'Drops broadcasts and anycasts silently, before they fill the log.'],
    [
      'reject',
      'filter',
      'chains of zones, by goto',
      'Refuses: a TCP reset, or the fitting ICMP message; broadcasts are dropped.',
    ],
    [
      '*_frwd',
      'filter',
      '`FORWARD`',
      'Forwarded traffic from one zone: common checks, then the chain for the pair of zones.',
    ],
    ['[a-z]*-[a-z]*', 'filter', 'the `…_frwd` chain', 'Forwarded traffic from the first zone to the second.'],
  ],
} satisfies ChainOwner;

const fireHol = {
  owner: 'FireHOL',
  sureness: 'source',
  chains: [
    [
      'in_*_s[0-9]*',
      'filter',
      'the `in_…` chain of the interface or router',
      'One service of an interface or router, incoming half.',
    ],
    [
      'out_*_s[0-9]*',
      'filter',
      'the `out_…` chain of the interface or router',
      'One service of an interface or router, outgoing half.',
    ],
  ],
  general: [
    [
      'in_*',
      'filter',
      '`INPUT` and `FORWARD`',
      'The incoming half of an interface or router; each service has its own chain.',
    ],
    ['out_*', 'filter', '`OUTPUT` and `FORWARD`', 'The outgoing half of an interface or router.'],
  ],
} satisfies ChainOwner;

export const gatewayFirewalls: readonly ChainOwner[] = [shorewallSource, shorewallUnchecked, shorewallDumps, fireHol];
