// Rules with a fault, and what each of the fixes that are offered makes of them.

import type { Family } from '../../server/src/ruleset/tables';

interface OfferedFixes {
  family: Family;
  rule: string;
  /** The rule after each fix; `certain: ` before it where fix-all applies it. */
  offered: string[];
}

const rules: Record<Family, Record<string, string[]>> = {
  ipv4: {
    '-A INPUT -m conntrack --state NEW -j ACCEPT': ['-A INPUT -m conntrack --ctstate NEW -j ACCEPT'],
    '-A INPUT -m state --ctstate NEW -j ACCEPT': ['-A INPUT -m state --state NEW -j ACCEPT'],
    '-A INPUT -m hashlimit --hashlimit-upto 5/s --hashlimit-name a --limit-burst 9': [
      '-A INPUT -m hashlimit --hashlimit-upto 5/s --hashlimit-name a --hashlimit-burst 9',
      '-A INPUT -m hashlimit --hashlimit-upto 5/s --hashlimit-name a -m limit --limit-burst 9',
    ],
    '-A INPUT -m conntrack --ctst NEW -j ACCEPT': ['-A INPUT -m conntrack --ctstate NEW -j ACCEPT'],
    '-A INPUT -m conntrack --ctst=NEW -j ACCEPT': ['-A INPUT -m conntrack --ctstate=NEW -j ACCEPT'],
    '-A INPUT -m conntrack --ctor 10.0.0.1': [
      '-A INPUT -m conntrack --ctorigsrc 10.0.0.1',
      '-A INPUT -m conntrack --ctorigdst 10.0.0.1',
    ],
    '-A INPUT --dport 22 -p tcp -j ACCEPT': ['certain: -A INPUT -p tcp --dport 22 -j ACCEPT'],
    '-A INPUT -m multiport ! --dports 22 -p tcp': ['certain: -A INPUT -p tcp -m multiport ! --dports 22'],
    '-A INPUT ! --syn --dport 22 -p tcp': ['certain: -A INPUT -p tcp ! --syn --dport 22'],
    '-A INPUT --dport 22 -p icmp': [],
    '-A INPUT --ctstate NEW -m conntrack -j ACCEPT': ['certain: -A INPUT -m conntrack --ctstate NEW -j ACCEPT'],
    '-A INPUT ! --ctstate NEW -s 10.0.0.1 --ctdir REPLY -m conntrack': [
      'certain: -A INPUT -s 10.0.0.1 -m conntrack ! --ctstate NEW --ctdir REPLY',
    ],
    '-A INPUT --reject-with tcp-reset -p tcp -j REJECT': ['certain: -A INPUT -p tcp -j REJECT --reject-with tcp-reset'],
    '-A INPUT -j REJECT --reject-with tcp-reset': ['-A INPUT -p tcp -j REJECT --reject-with tcp-reset'],
    '-A INPUT -p tcp --syn=80 -j ACCEPT': ['-A INPUT -p tcp --syn -j ACCEPT'],
    '-A INPUT -m length --length 5-9': ['certain: -A INPUT -m length --length 5:9'],
    '-A INPUT -m length --length 9-5': ['-A INPUT -m length --length 9:5'],
    '-A INPUT -m iprange --src-range 10.0.0.1:10.0.0.9': ['certain: -A INPUT -m iprange --src-range 10.0.0.1-10.0.0.9'],
    '-A INPUT ! -s ! 10.0.0.1': ['-A INPUT ! -s 10.0.0.1'],
    '-A INPUT -m conntrack -ctstate NEW': ['certain: -A INPUT -m conntrack --ctstate NEW'],
    '-A INPUT -ctstate NEW': ['-A INPUT --ctstate NEW'],
    '-A INPUT -cfoo': [],
    '-A INPUT -m conntrack --ctstate NEW, ESTABLISHED -j ACCEPT': [
      'certain: -A INPUT -m conntrack --ctstate NEW,ESTABLISHED -j ACCEPT',
    ],
    '-A INPUT -m conntrack --ctstate NEW ,  ESTABLISHED RELATED': [
      '-A INPUT -m conntrack --ctstate NEW,ESTABLISHED,RELATED',
    ],
    '-A INPUT -p tcp -m multiport ! --dports 80, 443': ['certain: -A INPUT -p tcp -m multiport ! --dports 80,443'],
    '-A INPUT -p tcp --dport 80 443 -j DROP': ['-A INPUT -p tcp -m multiport --dports 80,443 -j DROP'],
    '-A INPUT -p tcp --dport 80, 443 -j DROP': ['certain: -A INPUT -p tcp -m multiport --dports 80,443 -j DROP'],
    '-A INPUT -p udp ! --sport 80,8000-8080': ['certain: -A INPUT -p udp -m multiport ! --sports 80,8000:8080'],
    '-A INPUT -p tcp --dport http-alt,80': ['certain: -A INPUT -p tcp -m multiport --dports http-alt,80'],
    '-A INPUT -m conntrack --ctorigdstport 80,443': [],
    '-A INPUT -s 10.0.0.1, 10.0.0.2': ['certain: -A INPUT -s 10.0.0.1,10.0.0.2'],
    '-A INPUT -s 10.0.0.1 accept': [],
    '-A INPUT ! -s 10.0.0.1-10.0.0.9 -j DROP': ['certain: -A INPUT -m iprange ! --src-range 10.0.0.1-10.0.0.9 -j DROP'],
    '-A INPUT --dst=10.0.0.1-10.0.0.9': ['certain: -A INPUT --dst 10.0.0.1-10.0.0.9'],
    '-A INPUT -p tcp --dport=80,443': [],
    '-A INPUT -m comment --comment two words': ['certain: -A INPUT -m comment --comment "two words"'],
    '-A INPUT -p tpc --dport 80': ['-A INPUT -p tcp --dport 80'],
    '-A INPUT -p tcp,udp --dport 53': ['-A INPUT -p tcp --dport 53 | -A INPUT -p udp --dport 53'],
    '-A INPUT -p icmp --icmpv6-type 128': ['-A INPUT -p icmp --icmp-type 8'],
  },
  ipv6: {
    '-A INPUT -p icmp --icmp-type 8': ['-A INPUT -p ipv6-icmp --icmpv6-type 128'],
    '-A INPUT -p icmp -m icmp --icmp-type echo-request': ['-A INPUT -p ipv6-icmp -m icmp6 --icmpv6-type echo-request'],
    '-A INPUT -p 1 ! --icmp-type 3/4 -j DROP': ['-A INPUT -p ipv6-icmp ! --icmpv6-type 2 -j DROP'],
    '-A INPUT -p icmpv6 --icmp-type host-unreachable': ['-A INPUT -p icmpv6 --icmpv6-type address-unreachable'],
    '-A INPUT -p icmp --icmp-type 13': [],
    '-A INPUT -p icmp --icmp-type any': [],
  },
};

export const offeredFixes: readonly OfferedFixes[] = (['ipv4', 'ipv6'] as const).flatMap((family) =>
  Object.entries(rules[family]).map(([rule, offered]) => ({ family, rule, offered })),
);
