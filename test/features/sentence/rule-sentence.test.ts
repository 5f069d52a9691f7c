// Rules as sentences: some read word by word, and those of all sample dumps.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type RuleSentence, ruleSentence } from '../../../server/src/features/sentence/rule-sentence';
import { readRule } from '../../../server/src/ruleset/rule';
import type { Family } from '../../../server/src/ruleset/tables';
import { readCounters } from '../../../server/src/syntax/declaration';
import { parseDump } from '../../../server/src/syntax/dump';
import type { RuleLine } from '../../../server/src/syntax/line';
import { spanText } from '../../../server/src/syntax/span';
import { requireShared } from '../../support/requirements';
import { sampleDumps } from '../../support/sample-dumps';

/** A rule line, with `6` before it for IPv6, and its sentence. */
type Row = [line: string, sentence: string];

const rows: Row[] = [
  [
    '[1234:56000] -A INPUT -s 10.0.0.0/8 -p tcp -m tcp --dport 22 -m conntrack --ctstate NEW -j ACCEPT',
    'In ‹INPUT›, TCP packets from ‹10.0.0.0/8› to port 22 in state NEW are accepted; 1,234 packets (56.0 kB) have matched so far.',
  ],
  [
    '-A INPUT -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT',
    'In ‹INPUT›, packets in state RELATED or ESTABLISHED are accepted.',
  ],
  ['[0:0] -A INPUT -i lo -j ACCEPT', 'In ‹INPUT›, packets arriving on ‹lo› are accepted; none has matched so far.'],
  ['[1:60] -A INPUT -j DROP', 'In ‹INPUT›, all packets are dropped; 1 packet (60 bytes) has matched so far.'],
  [
    '-A ISTIO_OUTPUT ! -d 127.0.0.1/32 -o lo -p tcp -m tcp ! --dport 15008 -m owner --uid-owner 1337 -j ISTIO_IN_REDIRECT',
    'In ‹ISTIO_OUTPUT›, TCP packets leaving through ‹lo›, sent by user 1337, not to ‹127.0.0.1› and not to port 15008, are sent through ‹ISTIO_IN_REDIRECT›.',
  ],
  [
    '-A ISTIO_OUTPUT -o lo -m owner ! --uid-owner 1337 ! --gid-owner 1337 -j RETURN',
    'In ‹ISTIO_OUTPUT›, packets leaving through ‹lo›, not sent by user 1337 and not sent by group 1337, return to the calling chain.',
  ],
  [
    '-A ISTIO_REDIRECT -p tcp -j REDIRECT --to-ports 15001',
    'In ‹ISTIO_REDIRECT›, TCP packets are redirected to port 15001 of this host.',
  ],
  [
    '-A ISTIO_TPROXY ! -d 127.0.0.1/32 -p tcp -j TPROXY --on-port 15006 --on-ip 0.0.0.0 --tproxy-mark 0x539/0xffffffff',
    'In ‹ISTIO_TPROXY›, TCP packets not to ‹127.0.0.1› are handed to the local transparent proxy on port 15006 with the mark set to 0x539.',
  ],
  [
    '-A ISTIO_PRERT -m mark --mark 0x539/0xfff -j CONNMARK --set-xmark 0x111/0xfff',
    'In ‹ISTIO_PRERT›, packets with mark 0x539 in the bits 0xfff have the mark set to 0x111 in the bits 0xfff on their connection and go on.',
  ],
  [
    '-A ISTIO_OUTPUT -p udp -m mark --mark 0x539/0xfff -m udp --dport 53 -j CT --zone 1',
    'In ‹ISTIO_OUTPUT›, UDP packets to port 53 with mark 0x539 in the bits 0xfff belong to conntrack zone 1 and go on.',
  ],
  [
    '-A KUBE-SERVICES ! -s 10.244.0.0/16 -d 10.96.0.10/32 -p udp -m comment --comment "kube-system/kube-dns:dns cluster IP" -m udp --dport 53 -j KUBE-MARK-MASQ',
    'In ‹KUBE-SERVICES›, UDP packets to port 53 of ‹10.96.0.10›, not from ‹10.244.0.0/16›, are sent through ‹KUBE-MARK-MASQ›. Comment: ‹kube-system/kube-dns:dns cluster IP›.',
  ],
  [
    '-A KUBE-SVC-TCOU7JCQXEZGVUNU -m comment --comment "kube-system/kube-dns:dns" -m statistic --mode random --probability 0.50000000000 -j KUBE-SEP-A',
    'In ‹KUBE-SVC-TCOU7JCQXEZGVUNU›, packets picked by chance (50 %) are sent through ‹KUBE-SEP-A›. Comment: ‹kube-system/kube-dns:dns›.',
  ],
  [
    '-A KUBE-MARK-MASQ -j MARK --set-xmark 0x4000/0x4000',
    'In ‹KUBE-MARK-MASQ›, all packets have bit 0x4000 of the mark set and go on.',
  ],
  [
    '-A KUBE-POSTROUTING -m mark ! --mark 0x4000/0x4000 -j RETURN',
    'In ‹KUBE-POSTROUTING›, packets without mark bit 0x4000 set return to the calling chain.',
  ],
  [
    '-A KUBE-SEP-A -p tcp -m recent --set --name KUBE-SEP-A --mask 255.255.255.255 --rsource -m tcp -j DNAT --to-destination 10.244.0.5:8080',
    'In ‹KUBE-SEP-A›, TCP packets whose address is noted as seen in the list ‹KUBE-SEP-A› (source address) are sent on to ‹10.244.0.5› port 8080.',
  ],
  [
    '-A KUBE-NODEPORTS ! -s 127.0.0.0/8 -d 127.0.0.0/8 -m conntrack ! --ctstate RELATED,ESTABLISHED,DNAT -j DROP',
    'In ‹KUBE-NODEPORTS›, packets to ‹127.0.0.0/8›, not from ‹127.0.0.0/8› and not in state RELATED, ESTABLISHED, or DNAT, are dropped.',
  ],
  [
    '-A DOCKER ! -i docker0 -p tcp -m tcp --dport 8080 -j DNAT --to-destination 172.17.0.2:80',
    'In ‹DOCKER›, TCP packets to port 8080, not arriving on ‹docker0›, are sent on to ‹172.17.0.2› port 80.',
  ],
  [
    '-A PREROUTING -m addrtype --dst-type LOCAL -j DOCKER',
    'In ‹PREROUTING›, packets to an address of this host are sent through ‹DOCKER›.',
  ],
  [
    '-A POSTROUTING -s 172.17.0.0/16 ! -o docker0 -j MASQUERADE',
    'In ‹POSTROUTING›, packets from ‹172.17.0.0/16›, not leaving through ‹docker0›, get the address of the outgoing interface as source.',
  ],
  [
    '-A ufw-before-input -p udp -m udp --sport 67 --dport 68 -j ACCEPT',
    'In ‹ufw-before-input›, UDP packets from port 67 to port 68 are accepted.',
  ],
  [
    '-A ufw-logging-deny -m limit --limit 3/min --limit-burst 10 -j LOG --log-prefix "[UFW BLOCK] "',
    'In ‹ufw-logging-deny›, packets, at most 3 a minute with bursts up to 10, are logged with the prefix ‹[UFW BLOCK] › and go on.',
  ],
  [
    '-A ufw-user-input -p tcp -m multiport --dports 80,443,8000:8100 -j ACCEPT',
    'In ‹ufw-user-input›, TCP packets to port 80, 443, or 8000–8100 are accepted.',
  ],
  [
    '-A INPUT_direct -p tcp -m multiport --dports 22 -m set --match-set f2b-sshd src -j REJECT --reject-with icmp-port-unreachable',
    'In ‹INPUT_direct›, TCP packets to port 22 in the set ‹f2b-sshd› by source are rejected with icmp-port-unreachable.',
  ],
  [
    '6 -A PREROUTING -m rpfilter --invert --validmark -j DROP',
    'In ‹PREROUTING›, packets whose answer would not leave through the interface they came by (by their mark) are dropped.',
  ],
  [
    '-A FORWARD -i eth0 -o eth1 -p tcp -m tcp --tcp-flags SYN,RST SYN -j TCPMSS --clamp-mss-to-pmtu',
    'In ‹FORWARD›, TCP packets arriving on ‹eth0› and leaving through ‹eth1›, where of SYN and RST only SYN is set (the opening of a connection, or the answer to it), have their segment size lowered to what the path takes and go on.',
  ],
  [
    '-A INPUT -p icmp -m icmp --icmp-type 8 -m hashlimit --hashlimit-upto 1/sec --hashlimit-burst 10 --hashlimit-mode srcip --hashlimit-name lograte --hashlimit-htable-expire 60000 -j LOG --log-prefix "Ping: " --log-level 6 --log-uid',
    'In ‹INPUT›, ICMP packets of type echo-request, while at most 1 a second with bursts up to 10 (counted by source address) (table ‹lograte›), are logged with the prefix ‹Ping: › at level 6 (info) with user and group and go on.',
  ],
  [
    '-A INPUT -p tcp -m tcp --tcp-flags FIN,SYN,RST,PSH,ACK,URG NONE -g smurfs',
    'In ‹INPUT›, TCP packets where no flag is set (a null scan) go on in ‹smurfs› without coming back here.',
  ],
  [
    '-A INPUT -p tcp -m tcp --dport 22 -m recent --update --seconds 60 --hitcount 4 --name SSH --mask 255.255.255.255 --rsource -j DROP',
    'In ‹INPUT›, TCP packets to port 22, whose address was seen (and is noted again) within the last 60 seconds (1 minute) at least 4 times in the list ‹SSH› (source address), are dropped.',
  ],
  [
    '6 -A INPUT -s fe80::/10 -p ipv6-icmp -m icmp6 --icmpv6-type 134 -m hl --hl-eq 255 -j ACCEPT',
    'In ‹INPUT›, ICMPv6 packets from ‹fe80::/10›, of type router-advertisement and with a hop limit of 255, are accepted.',
  ],
  ['6 -A INPUT -m rt --rt-type 0 -j DROP', 'In ‹INPUT›, packets with a routing header of type 0 are dropped.'],
  [
    '-A FORWARD -m physdev ! --physdev-is-in -j DROP',
    'In ‹FORWARD›, packets not arriving on a bridge port are dropped.',
  ],
  [
    '-A FORWARD -m policy --dir in --pol ipsec --mode tunnel -j ACCEPT',
    'In ‹FORWARD›, packets on their way in with IPsec policy ipsec in tunnel mode are accepted.',
  ],
  [
    '-A INPUT -p tcp -m connlimit --connlimit-above 20 --connlimit-mask 32 --connlimit-saddr -j REJECT --reject-with tcp-reset',
    'In ‹INPUT›, TCP packets, while there are more than 20 connections (by source address), are rejected with tcp-reset.',
  ],
  [
    '-A OUTPUT -p tcp -m tcp --dport 80 -m time --timestart 08:00:00 --timestop 18:00:00 --weekdays Mon,Tue,Wed,Thu,Fri -j ACCEPT',
    'In ‹OUTPUT›, TCP packets to port 80, from 08:00 until 18:00 on Monday to Friday, are accepted.',
  ],
  [
    '-A INPUT -m iprange --src-range 10.0.0.1-10.0.0.9 -m length --length 0:100 -j ACCEPT',
    'In ‹INPUT›, packets from ‹10.0.0.1›–‹10.0.0.9› and that are 0 to 100 bytes long are accepted.',
  ],
  [
    '-A FORWARD -p udp -m string --algo bm --hex-string "|0d 0a|" --to 65535 -j DROP',
    'In ‹FORWARD›, UDP packets containing ‹\\r\\n› (2 bytes) are dropped.',
  ],
  [
    '-A POSTROUTING -o ppp+ -j SNAT --to-source 192.0.2.1-192.0.2.9',
    'In ‹POSTROUTING›, packets leaving through an interface ‹ppp›… get one of ‹192.0.2.1›–‹192.0.2.9› as source.',
  ],
  [
    '-A PREROUTING -d 10.5.0.0/16 -j NETMAP --to 10.6.0.0/16',
    'In ‹PREROUTING›, packets to ‹10.5.0.0/16› have their network exchanged for ‹10.6.0.0/16›.',
  ],
  [
    '-A OUTPUT -p tcp -m tcp --dport 22 -j TOS --set-tos 0x10/0x3f',
    'In ‹OUTPUT›, TCP packets to port 22 have the TOS octet set to 0x10 in the bits 0x3f and go on.',
  ],
  [
    '-A POSTROUTING -m dscp --dscp 0x2e -j CLASSIFY --set-class 0001:0010',
    'In ‹POSTROUTING›, packets with DSCP 46 (EF) are put into class 1:10 and go on.',
  ],
  [
    '-A INPUT -j NFQUEUE --queue-balance 0:3 --queue-bypass',
    'In ‹INPUT›, all packets are handed to the program on one of the queues 0 to 3 (or accepted when none listens).',
  ],
  [
    '-A INPUT -j SET --add-set seen src --exist --timeout 60',
    'In ‹INPUT›, all packets are added to the set ‹seen› by source (anew where they are there) for 60 seconds (1 minute) and go on.',
  ],
  ['-A INPUT -s 192.0.2.7/32', 'In ‹INPUT›, packets from ‹192.0.2.7› are only counted and go on.'],
  [
    '-A INPUT ! -p icmp -m mac --mac-source 00:16:3e:12:34:56',
    'In ‹INPUT›, packets not of protocol ICMP from the Ethernet address ‹00:16:3e:12:34:56› are only counted and go on.',
  ],
  [
    '-A PREROUTING -s 10.0.0.1/32 -j RETURN',
    'In ‹PREROUTING›, packets from ‹10.0.0.1› are left to the policy of ‹PREROUTING›.',
  ],
  ['-A mine -s 10.0.0.1/32 -j RETURN', 'In ‹mine›, packets from ‹10.0.0.1› return to the calling chain.'],
  [
    '-I INPUT 3 -p tcp -j REJECT --reject-with tcp-reset',
    'As rule 3 of ‹INPUT›, TCP packets are rejected with tcp-reset.',
  ],
  ['-I INPUT -f -j DROP', 'At the top of ‹INPUT›, packets that are later fragments are dropped.'],
  ['-D INPUT -s 10.0.0.1/32 -j DROP', 'Removes from ‹INPUT› the rule by which packets from ‹10.0.0.1› are dropped.'],
  ['-D INPUT 7', 'Removes rule 7 of ‹INPUT›.'],
  ['-R FORWARD 2 -j ACCEPT', 'In place of rule 2 of ‹FORWARD›, all packets are accepted.'],
  ['-C INPUT -j DROP', 'Checks that ‹INPUT› has the rule by which all packets are dropped.'],
  ['-N mine', 'Makes the chain ‹mine›.'],
  ['-X', 'Removes every user-defined chain of the table.'],
  ['-E old new', 'Gives the chain ‹old› the name ‹new›.'],
  ['-F INPUT', 'Empties ‹INPUT›.'],
  ['-Z', 'Sets the counters of every chain of the table to zero.'],
  ['-P FORWARD DROP', 'Packets that no rule of ‹FORWARD› decides on are dropped.'],
  [
    '-A INPUT -m geoip --source-country DE -j DROP',
    'In ‹INPUT›, packets that the module ‹geoip› picks and with ‹--source-country DE› are dropped.',
  ],
  ['-A INPUT -p tcp --dport 99999 -j ACCEPT', 'In ‹INPUT›, TCP packets to port ‹99999› are accepted.'],
  ['-A INPUT -p tcp -j TARPIT --tarpit', 'In ‹INPUT›, TCP packets are handed to the target ‹TARPIT› with ‹--tarpit›.'],
  [
    '-A INPUT -i "<b>`x" -m comment --comment "`](http://x) *y*" -j DROP',
    'In ‹INPUT›, packets arriving on ‹<b>`x› are dropped. Comment: ‹`](http://x) *y*›.',
  ],
];

/** Lines whose modules nobody but the host knows: their options stand in the sentence as written. */
const foreign: [line: string, quoted: string[]][] = [
  ['-A INPUT -m geoip --source-country DE -j DROP', ['geoip', '--source-country']],
  ['-A INPUT -p tcp -j TARPIT --tarpit', ['TARPIT', '--tarpit']],
  ['-A INPUT -p tcp --flags ALL', ['--flags']],
];

const quote = (text: string) => `‹${text}›`;

function sentenceOf(line: RuleLine, family: Family): RuleSentence | undefined {
  const counters = line.counters && readCounters(spanText(line.text, line.counters));
  const count = counters && { packets: BigInt(counters.packets), bytes: BigInt(counters.bytes) };
  return ruleSentence(readRule(line, family), { family, quote }, count);
}

function sentence(text: string): RuleSentence | undefined {
  const family = text.startsWith('6 ') ? 'ipv6' : 'ipv4';
  return sentenceOf(parseDump(text.replace(/^6 /, '')).lines[0] as RuleLine, family);
}

/** Every rule of the dump has a sentence in which nothing had to be quoted as written. */
function checkDump(text: string, family: Family): number {
  let rules = 0;
  for (const line of parseDump(text).lines) {
    if (line.kind !== 'rule') continue;
    const found = sentenceOf(line as RuleLine, family);
    rules++;
    assert.ok(found, line.text);
    assert.deepEqual(found.quoted, [], line.text);
    const own = found.text.replace(/‹[^›]*›/g, 'X');
    assert.doesNotMatch(own, /undefined|NaN|[{}]| {2}| ,|,,|not \(|\.[^ \d]/, `${line.text}\n${found.text}`);
    assert.match(found.text, /^[A-Z].*\.$/s);
  }
  return rules;
}

describe('the sentence of a rule', () => {
  for (const [line, expected] of rows) it(line.slice(0, 100), () => assert.equal(sentence(line)?.text, expected));

  for (const [line, quoted] of foreign)
    it(`as written: ${line}`, () => assert.deepEqual(sentence(line)?.quoted, quoted));

  it('is none without a command', () => assert.equal(sentence('-p tcp -j ACCEPT'), undefined));

  for (const { name, text, family } of sampleDumps('examples', 'test/fixtures/valid')) {
    it(`reads well in ${name}`, () => void checkDump(text, family));
  }

  it('reads well in every dump of the corpus', function () {
    this.timeout(60_000);
    const corpus = join(requireShared(this), 'corpus');
    const names = readdirSync(corpus, { recursive: true, encoding: 'utf8' }).filter((name) =>
      /\.(?:v[46]|save)$/.test(name),
    );
    let rules = 0;
    for (const name of names) {
      rules += checkDump(readFileSync(join(corpus, name), 'utf8'), name.endsWith('6') ? 'ipv6' : 'ipv4');
    }
    assert.ok(rules > 10_000, `only ${rules} rules`);
  });
});
