// What rules ask of headers and frames: told by the question, changed by targets and by forwarding, else unknown.

import { strict as assert } from 'node:assert';
import { checkExpectation } from '../../server/src/packets/check-expectation';
import { endWords } from '../../server/src/packets/end-words';
import { readExpectation } from '../../server/src/packets/expectation';
import { expectedText } from '../../server/src/packets/expected-end';
import { readDocument } from '../../server/src/ruleset/document';
import { buildRuleset } from '../../server/src/ruleset/ruleset';
import type { Family } from '../../server/src/ruleset/tables';

interface Case {
  /** Of mangle, whose policies are ACCEPT. */
  rules: string;
  family?: Family;
  /** Packets, and all their ends but `itself`. */
  ends: readonly (readonly [packets: string, stopped: string])[];
}

const expired = 'dropped: no hop is left to it (TTL), which the sender is told';

const cases: Case[] = [
  {
    rules: '-A PREROUTING -m ttl --ttl-lt 3 -j DROP',
    ends: [
      ['in tcp 80 ttl 2', 'drop'],
      ['in tcp 80 ttl 3', ''],
      ['in tcp 80 ttl 1:5', 'drop if ttl 1, 2'],
      ['in tcp 80', 'drop if ttl 0–2'],
    ],
  },
  {
    rules: '-A FORWARD -m ttl --ttl-eq 63 -j DROP\n-A INPUT -m ttl ! --ttl-eq 64 -j DROP',
    ends: [
      ['forward tcp 80 ttl 64', 'drop'],
      ['forward tcp 80 ttl 63', ''],
      ['in tcp 80 ttl 64', ''],
      ['in tcp 80 ttl 255', 'drop'],
      ['forward tcp 80 ttl 2', ''],
      ['forward tcp 80 ttl 1', expired],
    ],
  },
  {
    rules:
      '-A PREROUTING -p udp -j TTL --ttl-set 1\n-A PREROUTING -p tcp -j TTL --ttl-dec 9\n-A POSTROUTING -m ttl --ttl-gt 9 -j DROP',
    ends: [
      ['forward udp 53', expired],
      ['forward tcp 80 ttl 20', 'drop'],
      ['forward tcp 80 ttl 19', ''],
      ['forward tcp 80 ttl 10', expired],
      ['forward icmp ttl 9', ''],
      ['out udp 53 ttl 10', 'drop'],
    ],
  },
  {
    family: 'ipv6',
    rules: '-A FORWARD -m hl --hl-lt 2 -j DROP\n-A INPUT -j HL --hl-inc 255\n-A INPUT -m hl --hl-eq 255 -j DROP',
    ends: [
      ['forward tcp 80 hl 2', 'drop'],
      ['forward tcp 80 hl 3', ''],
      ['in tcp 80', 'drop'],
    ],
  },
  {
    rules:
      '-A PREROUTING -m dscp --dscp-class EF -j DROP\n-A PREROUTING -p udp -j TOS --set-tos Minimize-Delay\n-A INPUT -m tos --tos 0x10/0x3f -j DROP',
    ends: [
      ['in tcp 80 tos 0xb8', 'drop'],
      ['in tcp 80 tos 0xbb', 'drop'],
      ['in tcp 80 tos 0x28', ''],
      ['in tcp 80 tos 0x10/0xff', 'drop'],
      ['in udp 53 tos 0', 'drop'],
    ],
  },
  {
    rules:
      '-A PREROUTING -j DSCP --set-dscp 0x12\n-A INPUT -m dscp ! --dscp 0x12 -j DROP\n-A INPUT -m tos --tos 0x4b -j DROP',
    ends: [
      ['in tcp 80 tos 3', 'drop'],
      ['in tcp 80 tos 0xb8', ''],
      ['in tcp 80', 'drop if tos 0x3/0x3'],
    ],
  },
  {
    rules: '-A PREROUTING -m length --length 1501: -j DROP\n-A PREROUTING -m length --length 9:5 -j DROP',
    ends: [
      ['in udp 53 length 1500', ''],
      ['in udp 53 length 1400:9000', 'drop if length 1501–9000'],
    ],
  },
  {
    rules:
      '-A PREROUTING -m pkttype ! --pkt-type unicast -j DROP\n-A OUTPUT -m pkttype --pkt-type bcast -j DROP\n-A FORWARD -m pkttype --pkt-type multicast -j DROP',
    ends: [
      ['in udp 68 pkttype broadcast', 'drop'],
      ['in udp 68 pkttype unicast', ''],
      ['out udp 68 iface eth0', ''],
      ['forward udp 68 pkttype unicast', ''],
    ],
  },
  {
    rules: '-A PREROUTING -f -j DROP\n-A PREROUTING -p udp ! -f -j DROP',
    ends: [
      ['in tcp 80 extensions none', ''],
      ['in tcp extensions fragment', 'drop'],
      ['in tcp 80 extensions fragment', 'no packet'],
      ['in tcp 80', ''],
      ['in udp 53', 'drop'],
    ],
  },
  {
    rules: '-A INPUT -f -j DROP\n-A FORWARD -p udp -m udp ! --dport 10 -j DROP\n-A FORWARD -p udp -f -j DROP',
    ends: [
      ['in udp extensions fragment', ''],
      ['forward tcp extensions fragment', ''],
      ['forward udp extensions fragment', 'drop'],
      ['forward udp 10', ''],
    ],
  },
  {
    rules: '-A PREROUTING -f -j DROP\n-A INPUT -m conntrack --ctstate INVALID -j ACCEPT',
    ends: [['in udp extensions fragment', '']],
  },
  {
    family: 'ipv6',
    rules: '-A PREROUTING -m rt --rt-type 0 -j DROP',
    ends: [
      ['in tcp 80 extensions none', ''],
      ['in tcp 80 extensions routing,fragment', 'drop if -m rt --rt-type 0'],
    ],
  },
  {
    family: 'ipv6',
    rules:
      '-A PREROUTING -m ipv6header --header ipv6-nonxt -j DROP\n-A PREROUTING -m ipv6header --soft --header hop-by-hop,protocol -j DROP\n' +
      '-A INPUT -m ipv6header ! --header ah --soft -j ACCEPT\n-A INPUT -m ah -j DROP',
    ends: [
      ['in udp 53 extensions none', ''],
      ['in ipv6-nonxt extensions none', 'drop'],
      ['in ipv6-nonxt extensions hop-by-hop', ''],
      ['in udp 53 extensions hop-by-hop', 'drop'],
      ['in udp 53 extensions hop-by-hop,destination', 'drop'],
      ['in esp extensions hop-by-hop', ''],
      ['in udp 53 extensions authentication', 'drop'],
    ],
  },
  {
    family: 'ipv6',
    rules:
      '-A PREROUTING -m ipv6header ! --header protocol -j DROP\n-A INPUT -m ipv6header ! --header hop,dst,prot --soft -j DROP\n' +
      '-A INPUT -m ipv6header --header none,esp --soft -j DROP',
    ends: [
      ['in udp 53 extensions none', ''],
      ['in udp 53 extensions destination', 'drop'],
      ['in esp extensions none', 'drop'],
    ],
  },
  {
    family: 'ipv6',
    rules:
      '-A INPUT -m addrtype ! --dst-type UNICAST -j DROP\n-A FORWARD -m addrtype --dst-type UNICAST,LOCAL -j DROP\n' +
      '-A FORWARD -m addrtype ! --dst-type UNICAST -j DROP\n-A INPUT -p udp -m addrtype --dst-type UNICAST,LOCAL -j REJECT',
    ends: [
      ['in tcp 80', ''],
      ['in udp 53', 'reject'],
      ['in udp 53 to ff02::1', 'drop'],
      ['forward tcp 80', ''],
    ],
  },
  {
    rules:
      '-A INPUT -m addrtype --dst-type UNICAST --limit-iface-in -j DROP\n-A FORWARD -m addrtype --dst-type LOCAL --limit-iface-in -j DROP\n' +
      '-A FORWARD -m addrtype ! --dst-type LOCAL,UNICAST --limit-iface-in -j DROP',
    ends: [
      ['in tcp 80', 'drop unless -m addrtype --dst-type LOCAL --limit-iface-in'],
      ['forward tcp 80', ''],
      ['forward tcp 80 to 10.2.0.2 local 10.1.0.1,10.2.0.1', ''],
    ],
  },
  {
    rules:
      '-A INPUT -p tcp -m connbytes --connbytes 0 --connbytes-mode packets --connbytes-dir both -j DROP\n' +
      '-A INPUT -p udp -m connbytes ! --connbytes 0: --connbytes-mode bytes --connbytes-dir reply -j DROP\n' +
      '-A INPUT -m connbytes --connbytes 9 --connbytes-mode packets --connbytes-dir both -j DROP',
    ends: [
      ['in tcp 80', 'drop'],
      ['in tcp 80 state INVALID', ''],
      [
        'in tcp 80 state ESTABLISHED',
        'drop if the connection is counted; drop if -m connbytes --connbytes 9 --connbytes-mode packets --connbytes-dir both unless the connection is counted',
      ],
      ['in udp 53', 'drop if -m connbytes --connbytes 9 --connbytes-mode packets --connbytes-dir both'],
      ['in udp 53 state UNTRACKED', ''],
    ],
  },
  {
    rules:
      '-A OUTPUT -m owner ! --socket-exists -j DROP\n-A POSTROUTING -m owner --socket-exists -j ACCEPT\n-A POSTROUTING -j DROP',
    ends: [
      ['out tcp 80 uid 0 iface eth0', ''],
      ['forward tcp 80', 'drop'],
    ],
  },
  {
    rules:
      '-A INPUT -p tcp -m statistic --mode random --probability 1 -j DROP\n-A INPUT -p udp -m statistic --mode random ! --probability 0 -j DROP\n' +
      '-A FORWARD -p tcp -m statistic --mode nth --every 1 --packet 0 -j DROP\n-A FORWARD -p udp -m quota ! --quota 0 -j DROP',
    ends: [
      ['in tcp 80', 'drop'],
      ['in udp 53', 'drop'],
      ['forward tcp 80', 'drop'],
      ['forward udp 53', 'drop'],
    ],
  },
  {
    rules:
      '-A INPUT -p tcp -m statistic --mode random ! --probability 1 -j DROP\n-A INPUT -p udp -m statistic --mode random --probability 0 -j DROP\n' +
      '-A FORWARD -p tcp -m statistic --mode nth ! --every 1 --packet 0 -j DROP\n-A FORWARD -p udp -m quota --quota 0 -j DROP',
    ends: [
      ['in tcp 80', ''],
      ['in udp 53', ''],
      ['forward tcp 80', ''],
      ['forward udp 53', ''],
    ],
  },
  {
    rules: '-A PREROUTING -m bpf --bytecode "1,6 0 0 0" -j DROP\n-A INPUT -m bpf --bytecode "1,6 0 0 65535" -j DROP',
    ends: [
      ['in tcp 80', 'drop'],
      ['forward tcp 80', ''],
    ],
  },
];

const hooks = ['PREROUTING', 'INPUT', 'FORWARD', 'OUTPUT', 'POSTROUTING'];

function stopped({ rules, family = 'ipv4' }: Case, words: string): string {
  const dump = `*mangle\n${hooks.map((hook) => `:${hook} ACCEPT [0:0]\n`).join('')}${rules}\nCOMMIT\n`;
  const ruleset = buildRuleset(readDocument(dump, family));
  const expectation = readExpectation(`# expect: ${words} -> itself`, family);
  assert.ok(expectation && !('message' in expectation), JSON.stringify(expectation));
  const { answers, failures } = checkExpectation(ruleset, expectation);
  if (answers.length === 0) return 'no packet';
  const told = failures.map(({ answer, condition }) => {
    const byNoRule = 'reason' in answer.end && answer.end.reason;
    return (byNoRule ? endWords(answer, family, () => '') : expectedText(answer, family)) + condition();
  });
  return told.join('; ');
}

describe('what rules ask of headers and frames', () => {
  for (const each of cases) {
    it(each.rules.split('\n').join(', '), () => {
      for (const [packets, expected] of each.ends) assert.equal(stopped(each, packets), expected, packets);
    });
  }
});
