// Hovers that decode what stands in a rule, tell what is allowed, and what depends on the host.
import { type Case, checkCases, mangleRule, natRule, rule } from './support';

const decoded: Case[] = [
  [
    'TCP flags, from the option',
    rule('-A INPUT -p tcp -m tcp <|>--tcp-flags FIN,SYN,RST,ACK SYN'),
    {
      word: '--tcp-flags',
      says: ['**Here:** of FIN, SYN, RST and ACK only SYN is set: a new connection.', 'Not together with `--syn`.'],
    },
  ],
  [
    'one TCP flag, and all of them together',
    rule('-A INPUT -p tcp -m tcp --tcp-flags FIN,SYN,<|>RST,ACK SYN'),
    {
      word: 'RST',
      says: ['**`RST`** · ends the connection at once', '**Together:** of FIN, SYN, RST and ACK only SYN is set'],
    },
  ],
  [
    'the flags that are set',
    rule('-A INPUT -p tcp -m tcp --tcp-flags SYN,RST <|>SYN'),
    { word: 'SYN', says: ['· of SYN and RST only SYN is set: the opening of a connection'] },
  ],
  [
    'states in a sentence',
    rule('-A INPUT -m conntrack --ctstate RELATED,<|>ESTABLISHED'),
    { word: 'ESTABLISHED', says: ['**Together:** RELATED or ESTABLISHED.', 'Takes one or several of `NEW`'] },
  ],
  [
    'a rate',
    rule('-A INPUT -m limit --limit <|>5/min'),
    { word: '5/min', says: ['**`5/min`** · 5 a minute', 'every 12 seconds', 'Takes N/second, /minute, /hour or /day'] },
  ],
  [
    'a burst that nf_tables takes',
    rule('-A INPUT -m limit <|>--limit-burst 0'),
    { word: '--limit-burst', says: ['- **nf_tables 1.8.9** accepts: A burst of 0.', 'from 1 to 10000'] },
  ],
  [
    'an ICMP type by number',
    rule('-A INPUT -p icmp -m icmp --icmp-type <|>8'),
    { word: '8', says: ['**`8`** · echo-request, type 8: a ping', '`echo-request` (8)'] },
  ],
  [
    'an ICMP type by name',
    rule('-A INPUT -p icmp -m icmp --icmp-type <|>port-unreachable'),
    { word: 'port-unreachable', says: ['type 3, code 3: nobody listens', 'It is a kind of destination-unreachable.'] },
  ],
  [
    'an ICMPv6 type',
    rule('-A INPUT -p ipv6-icmp -m icmp6 --icmpv6-type <|>135'),
    { word: '135', says: ['· neighbour-solicitation, type 135'], family: 'ipv6' },
  ],
  [
    'what is done to a mark',
    mangleRule('-A INPUT -j MARK --set-xmark <|>0x10/0xff'),
    {
      word: '0x10/0xff',
      says: [
        '· the mark set to 0x10 in the bits 0xff',
        'Set: bit 4. Cleared: bits 0 to 3 and 5 to 7. All other bits stay.',
      ],
    },
  ],
  [
    'a TOS name',
    mangleRule('-A INPUT -j TOS --set-tos <|>Minimize-Delay'),
    { word: 'Minimize-Delay', says: ['· Minimize-Delay: quick', 'Set: bit 4.'] },
  ],
  [
    'a DSCP number',
    rule('-A INPUT -m dscp --dscp <|>0x2e'),
    { word: '0x2e', says: ['**`0x2e`** · 46 (EF)', 'expedited forwarding'] },
  ],
  [
    'a probability',
    rule('-A INPUT -m statistic --mode random --probability <|>0.25'),
    { word: '0.25', says: ['**`0.25`** · 25 %', 'About one packet in 4.'] },
  ],
  [
    'a quota',
    rule('-A INPUT -m quota --quota <|>10485760'),
    { word: '10485760', says: ['· 10,485,760 bytes (10 MiB)'] },
  ],
  [
    'bytes in hexadecimal',
    rule('-A INPUT -m string --algo bm --hex-string <|>"|0d 0a|GET"'),
    { word: '"|0d 0a|GET"', says: ['`\\r\\nGET` (5 bytes)', 'bytes in hexadecimal between bars'] },
  ],
  [
    'a log level',
    rule('-A INPUT -j LOG --log-level <|>4'),
    { word: '4', says: ['· level 4, warning', '`emerg` (0), `alert` (1)'] },
  ],
  [
    'days of the week',
    rule('-A INPUT -m time --weekdays Mon,<|>Tue,Wed'),
    { word: 'Tue', says: ['**`Tue`** · Tuesday', '**Together:** Monday to Wednesday.'] },
  ],
  ['a TCP option', rule('-A INPUT -p tcp -m tcp --tcp-option <|>30'), { word: '30', says: ['· 30 (multipath TCP)'] }],
  [
    'a prefix length',
    rule('-A INPUT -m connlimit --connlimit-above 9 --connlimit-mask <|>24'),
    { word: '24', says: ['· networks of 256 addresses', 'As a mask 255.255.255.0.'] },
  ],
  [
    'a MAC address',
    rule('-A INPUT -m mac --mac-source <|>02:42:ac:11:00:02'),
    { word: '02:42:ac:11:00:02', says: ['chosen by software'] },
  ],
  [
    'the sides of a set',
    rule('-A INPUT -m set --match-set a <|>src,dst'),
    { word: 'src,dst', says: ['2 dimensions of the set', 'First: source, second: destination.'] },
  ],
  [
    'a BPF program',
    rule('-A INPUT -m bpf --bytecode <|>"4,48 0 0 9,21 0 1 6,6 0 0 1,6 0 0 0"'),
    { word: '"4,48 0 0 9,21 0 1 6,6 0 0 1,6 0 0 0"', says: ['a BPF program of 4 instructions', '2 ways out'] },
  ],
  [
    'u32',
    rule('-A INPUT -m u32 --u32 <|>"6&0xFF=6"'),
    {
      word: '"6&0xFF=6"',
      says: ['· 1 comparison', 'Reads bytes 6 to 9 of the packet, masks with 0xFF, and compares with 6.'],
    },
  ],
  [
    'a value that cannot be read',
    rule('-A INPUT -m limit --limit <|>often'),
    { word: 'often', says: ['**`often`** · value of `--limit`', 'Takes N/second'], not: ['Here'] },
  ],
];

const onTheHost: Case[] = [
  [
    'a user by name',
    rule('-A OUTPUT -m owner --uid-owner <|>www-data'),
    { word: 'www-data', says: ['Which number this user has depends on the host'] },
  ],
  [
    'a user by number does not',
    rule('-A OUTPUT -m owner --uid-owner <|>1000'),
    { word: '1000', says: ['· user 1000'], not: ['Which number'] },
  ],
  [
    'a service that is not the same everywhere',
    rule('-A INPUT -p tcp -m tcp --dport <|>zabbix-agent'),
    { word: 'zabbix-agent', says: ['Which port this service name stands for depends on the host'] },
  ],
  [
    'a rare protocol',
    rule('-A INPUT -p <|>hopopt'),
    { word: 'hopopt', says: ['Which protocol has this name depends on the host'] },
  ],
  [
    'an interface',
    rule('-A INPUT -i <|>eth0'),
    { word: 'eth0', says: ['Which interfaces there are depends on the host'] },
  ],
  [
    'an ipset',
    rule('-A INPUT -m set --match-set <|>blocklist src'),
    { word: 'blocklist', says: ['What is in the set depends on the host'] },
  ],
  [
    'a conntrack helper',
    rule('-A INPUT -m helper --helper <|>ftp'),
    { word: 'ftp', says: ['Depends on the host: it needs a conntrack helper of this name.'] },
  ],
  [
    'a host name',
    rule('-A INPUT -s <|>example.org'),
    { word: 'example.org', says: ['A host name', 'depend on the host'] },
  ],
  [
    'a match module that iptables does not have',
    rule('-A INPUT -m <|>geoip --source-country DE'),
    { word: 'geoip', says: ['Whether it exists depends on the host', 'xtables-addons'] },
  ],
  [
    'a match module of the other family',
    rule('-A INPUT -m <|>eui64'),
    { word: 'eui64', says: ['match module of ip6tables only'] },
  ],
];

const inversions: Case[] = [
  [
    'an option in words',
    rule('-A INPUT -p tcp -m tcp <|>! --dport 22'),
    { word: '!', says: ['**Here:** packets not to port 22 (SSH).'] },
  ],
  [
    'a phrase of its own',
    rule('-A INPUT -m ttl <|>! --ttl-eq 64'),
    { word: '!', says: ['**Here:** packets with a TTL other than 64.'] },
  ],
];

const wholeRules: Case[] = [
  [
    'with counters and the name of the port',
    rule('[1234:56000] <|>-A INPUT -s 10.0.0.0/8 -p tcp -m tcp --dport 22 -j ACCEPT'),
    {
      word: '-A',
      says: [
        'In `INPUT`, TCP packets from `10.0.0.0/8` to port 22 (SSH) are accepted; 1,234 packets (56.0 kB) have matched so far.',
        '**`-A, --append`** · command',
      ],
    },
  ],
  [
    'with counters behind -c',
    rule('<|>-A INPUT -c 5 600 -j ACCEPT'),
    { word: '-A', says: ['all packets are accepted; 5 packets (600 bytes) have matched so far.'] },
  ],
  [
    'with both counters in one word',
    rule('<|>-A INPUT -c 5,600 -j ACCEPT'),
    { word: '-A', says: ['5 packets (600 bytes) have matched so far.'] },
  ],
  [
    'with a name of Istio only where its chains are',
    natRule('<|>-A PREROUTING -p tcp -j REDIRECT --to-ports 15001'),
    { word: '-A', says: ['are redirected to port 15001 of this host.'], not: ['Envoy'] },
  ],
  [
    'with hostile text',
    rule('<|>-A INPUT -i "`](http://x)" -m comment --comment "<img src=x>" -j DROP'),
    { word: '-A', says: ['arriving on `` `](http://x) `` are dropped. Comment: `<img src=x>`.'] },
  ],
  [
    'of a target with options',
    rule('-A INPUT -j <|>LOG --log-prefix "x: " --log-uid'),
    { word: 'LOG', says: ['**Here:** packets are logged with the prefix `x: ` with user and group and go on.'] },
  ],
];

describe('hover of decoded values', () => checkCases(decoded));
describe('hover of what depends on the host', () => checkCases(onTheHost));
describe('hover of an inversion', () => checkCases(inversions));
describe('hover of a whole rule', () => checkCases(wholeRules));
