// Hovers of values that are well known: ports, addresses, owners, marks.
import { tableOf } from '../cursor';
import { type Case, checkCases, cursorIn, mended, natRule, rule } from './support';

const values: Case[] = [
  [
    'a port of Istio',
    cursorIn(mended, '--dport ', '15021'),
    {
      word: '15021',
      says: ['**`15021/tcp`** · Istio readiness', '**In this rule:** The kubelet asks', '`--dport`: Matches'],
      not: ['possibly'],
    },
  ],
  [
    'the same port where nothing is of Istio',
    rule('-A INPUT -p tcp -m tcp --dport <|>15021 -j ACCEPT'),
    { word: '15021', says: ['· possibly Istio readiness (Istio)', 'no chain here speaks for Istio'] },
  ],
  [
    'where a redirect goes',
    cursorIn(mended, '--to-ports ', '15001'),
    { word: '15001', says: ['**`15001/tcp`** · Envoy outbound', '**In this rule:**'] },
  ],
  [
    'one of several ports',
    rule('-A INPUT -p tcp -m multiport --dports 80,4<|>43,8000:8100'),
    { word: '443', says: ['**`443/tcp`** · HTTPS', '`--dports`: '], not: ['**`80'] },
  ],
  [
    'a range of ports',
    rule('-A INPUT -p udp -m multiport --dports 80,60:<|>70'),
    {
      word: '60:70',
      says: ['**`60:70`** · 11 ports, 60 to 70', 'Among them: `67` DHCP server, `68` DHCP client.'],
    },
  ],
  [
    'a range with open ends names only some ports',
    rule('-A INPUT -p tcp --dport 1024<|>:'),
    { word: '1024:', says: ['64,512 ports, 1024 to 65535'], not: ['Istio', 'Envoy'] },
  ],
  ['a service by name', rule('-A INPUT -p tcp --dport <|>ssh'), { word: 'ssh', says: ['**`ssh/tcp`** · SSH'] }],
  [
    'a port nobody knows',
    rule('-A INPUT -p tcp --sport <|>8081'),
    { word: '8081', says: ['**`8081`** · value of `--sport`', 'source port'] },
  ],
  [
    'a port of TCP in a rule for UDP',
    rule('-A INPUT -p udp --dport <|>22'),
    { word: '22', says: ['value of `--dport`'], not: ['SSH'] },
  ],
  [
    'a port without protocol',
    rule('-A INPUT -p 0 -m multiport --dports <|>53'),
    { word: '53', says: ['· DNS'], not: ['tcp'] },
  ],
  [
    'an inverted port',
    rule('-A INPUT -p tcp -m tcp ! --dport <|>22'),
    { word: '22', says: ['`! --dport`: ', 'does **not** hold'] },
  ],
  [
    'the address of a DNAT',
    natRule('-A PREROUTING -p tcp -j DNAT --to-destination 172.17.<|>0.1:80'),
    { word: '172.17.0.1', says: ["possibly Docker's default bridge"] },
  ],
  [
    'the port of a DNAT',
    natRule('-A PREROUTING -p tcp -j DNAT --to-destination 172.17.0.2:4<|>43'),
    { word: '443', says: ['· HTTPS'] },
  ],
  [
    'the port of a DNAT over IPv6',
    natRule('-A PREROUTING -p tcp -j DNAT --to-destination [fd00::2]:<|>443'),
    { word: ':443', says: ['· HTTPS'], family: 'ipv6' },
  ],
  [
    'the port of a TPROXY',
    tableOf('mangle', ':ISTIO_TPROXY - [0:0]', '-A ISTIO_TPROXY -p tcp -j TPROXY --on-port <|>15006'),
    { word: '15006', says: ['· Envoy inbound'] },
  ],
  [
    'a port of ambient mode',
    tableOf('nat', ':ISTIO_PRERT - [0:0]', '-A ISTIO_PRERT -p tcp -j REDIRECT --to-ports <|>15006'),
    { word: '15006', says: ['· ztunnel inbound'] },
  ],
  [
    "Envoy's user",
    cursorIn(mended, '-m owner ! --uid-owner ', '1337'),
    { word: '1337', says: ['**`uid 1337`** · istio-proxy', '`! --uid-owner`', 'stays inside the pod'] },
  ],
  [
    "Envoy's group",
    cursorIn(mended, '-m owner ! --gid-owner ', '1337'),
    { word: '1337', says: ['**`gid 1337`** · istio-proxy'] },
  ],
  [
    'the same user without Istio',
    rule('-A OUTPUT -m owner --uid-owner <|>1337'),
    { word: '1337', says: ['possibly istio-proxy (Istio)'] },
  ],
  ['root by name', rule('-A OUTPUT -m owner --uid-owner <|>root'), { word: 'root', says: ['**`uid root`** · root'] }],
  [
    "Envoy's source address",
    cursorIn(mended, '-s ', '127.0.0.6/32'),
    { word: '127.0.0.6/32', says: ['· Envoy towards the application', '**In this rule:**', '`--source`'] },
  ],
  [
    'one of several networks',
    rule('-A INPUT -s 192.0.2.0/30,10.<|>0.0.0/8'),
    { word: '10.0.0.0/8', says: ['· private network', '16,777,216 addresses, `10.0.0.0` to `10.255.255.255`'] },
  ],
  [
    'a network nobody knows',
    rule('-A INPUT -s <|>192.0.2.0/30'),
    { word: '192.0.2.0/30', says: ['· network', '4 addresses, `192.0.2.0` to `192.0.2.3`'] },
  ],
  [
    'a network of IPv6',
    rule('-A INPUT -s <|>2001:db8::/32'),
    { word: '2001:db8::/32', says: ['2^96 addresses'], family: 'ipv6' },
  ],
  [
    'a mark of ambient mode',
    tableOf('mangle', ':ISTIO_PRERT - [0:0]', '-A ISTIO_PRERT -m mark --mark <|>0x539/0xfff -j ACCEPT'),
    { word: '0x539/0xfff', says: ['· ztunnel', '0x539 is 1337 in decimal', 'Compared are bits 0 to 11'] },
  ],
  [
    'a connection mark of ambient mode',
    tableOf('mangle', ':ISTIO_PRERT - [0:0]', '-A ISTIO_PRERT -j CONNMARK --set-xmark <|>0x111/0xfff'),
    { word: '0x111/0xfff', says: ['· opened by ztunnel', '`--set-xmark`'] },
  ],
  [
    'a mark of kube-proxy',
    tableOf('nat', ':KUBE-MARK-MASQ - [0:0]', '-A KUBE-MARK-MASQ -j MARK --set-xmark <|>0x4000/0x4000'),
    {
      word: '0x4000/0x4000',
      says: ['· masquerade me', '0x4000 is 16384 in decimal', 'Set: bit 14.'],
      not: ['possibly'],
    },
  ],
  [
    'a mark nobody knows',
    rule('-A INPUT -m mark --mark <|>16'),
    { word: '16', says: ['· mark 0x10', '0x10 is 16 in decimal.'] },
  ],
  [
    'a conntrack zone of Istio',
    tableOf('raw', ':ISTIO_OUTPUT_DNS - [0:0]', '-A ISTIO_OUTPUT_DNS -j CT --zone <|>2'),
    { word: '2', says: ['**`zone 2`** · DNS, application and agent'] },
  ],
  [
    'the loopback interface',
    cursorIn(mended, '-s 127.0.0.6/32 -o ', 'lo'),
    { word: 'lo', says: ['· loopback interface'] },
  ],
  [
    'interfaces by the beginning of their name',
    rule('-A INPUT -i <|>docker+'),
    { word: 'docker+', says: ['name begins with `docker`'] },
  ],
  ['a protocol by name', rule('-A INPUT -p <|>tcp'), { word: 'tcp', says: ['protocol 6', '`--protocol`'] }],
  ['a protocol by number', rule('-A INPUT -p <|>17'), { word: '17', says: ['**`17`** · UDP'] }],
  [
    'one of several words',
    rule('-A INPUT -m conntrack --ctstate RELATED,EST<|>ABLISHED'),
    { word: 'ESTABLISHED', says: ['**`ESTABLISHED`** · ', '`--ctstate`: '] },
  ],
  [
    'a word that is none of the list',
    rule('-A INPUT -m conntrack --ctstate <|>SLEEPING'),
    { word: 'SLEEPING', says: ['value of `--ctstate`'] },
  ],
  [
    'a comment',
    rule('-A INPUT -m comment --comment "a `<|>b` <i>"'),
    { word: '"a `b` <i>"', says: ['`` a `b` <i> ``', 'value of `--comment`'] },
  ],
];

describe('hover of well-known values', () => checkCases(values));
