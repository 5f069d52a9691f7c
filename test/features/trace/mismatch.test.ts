// Which words of a rule a packet does not fit, for each kind of words, also behind rules that changed the packet.

import { strict as assert } from 'node:assert';
import { passedRules } from '../../../server/src/features/trace/mismatch';
import { traceTree } from '../../../server/src/features/trace/tree';
import { askedPackets } from '../../../server/src/packets/question';
import { readQuestionWords } from '../../../server/src/packets/question-words';
import { onePacket } from '../../../server/src/packets/witness';
import { readDocument } from '../../../server/src/ruleset/document';
import { buildRuleset } from '../../../server/src/ruleset/ruleset';
import type { Family } from '../../../server/src/ruleset/tables';

/** The reasons that one packet of the question passes the rules of the dump, in the packet's order. */
function reasons(dump: string, question: string, family: Family = 'ipv4'): string[] {
  const ruleset = buildRuleset(readDocument(dump, family));
  const read = readQuestionWords(question, family);
  assert.ok('direction' in read);
  const asked = askedPackets(read.question, read.direction, family);
  assert.ok('packets' in asked);
  const passed = passedRules(ruleset, read.direction, asked.local)(onePacket(asked.packets, family));
  return passed.flatMap(({ last }) => last.map(({ reason }) => reason).reverse());
}

function filter(...rules: string[]): string {
  return `*filter\n:INPUT ACCEPT [0:0]\n:FORWARD ACCEPT [0:0]\n:OUTPUT ACCEPT [0:0]\n${rules.join('\n')}\nCOMMIT\n`;
}

const told: [rule: string, question: string, reason: string, family?: Family][] = [
  ['-A INPUT -p tcp -m tcp --dport 15020 -j DROP', 'in tcp 15021', '--dport 15020, but port 15021'],
  ['-A INPUT -p tcp -m tcp --sport 1:1023 -j DROP', 'in tcp 80', '--sport 1:1023, but from port 40000'],
  ['-A INPUT -p tcp -m multiport --dports 80,443 -j DROP', 'in 81', '--dports 80,443, but port 81'],
  ['-A INPUT -p udp -m udp --dport 80 -j DROP', 'in tcp 80', '-p udp, but tcp'],
  ['-A INPUT ! -p tcp -j DROP', 'in tcp 80', '! -p tcp, but tcp'],
  ['-A INPUT -s 10.1.0.0/16 -j DROP', 'in from 10.2.0.1', '-s 10.1.0.0/16, but from 10.2.0.1'],
  ['-A INPUT ! -d 10.0.0.1/32 -j DROP', 'in to 10.0.0.1', '! -d 10.0.0.1/32, but to 10.0.0.1'],
  ['-A INPUT -d 2001:db8::/64 -j DROP', 'in to 2001:db9::1', '-d 2001:db8::/64, but to 2001:db9::1', 'ipv6'],
  ['-A INPUT -i eth1 -j DROP', 'in iface eth0', '-i eth1, but on eth0'],
  ['-A OUTPUT -o lo -j DROP', 'out iface eth0', '-o lo, but on eth0'],
  ['-A FORWARD -o eth1 -j DROP', 'forward iface eth1 oface eth0', '-o eth1, but leaving on eth0'],
  ['-A OUTPUT -m owner --uid-owner 1337 -j DROP', 'out tcp uid 0', '--uid-owner 1337, but uid 0'],
  ['-A OUTPUT -m owner ! --gid-owner 0 -j DROP', 'out tcp gid 0', '! --gid-owner 0, but gid 0'],
  ['-A INPUT -m mark --mark 0x1 -j DROP', 'in mark 2', '--mark 0x1, but mark 0x2'],
  ['-A INPUT -m conntrack --ctstate ESTABLISHED -j DROP', 'in tcp', '--ctstate ESTABLISHED, but state NEW'],
  ['-A INPUT -p icmp -m icmp --icmp-type 0 -j DROP', 'in type 8', '--icmp-type 0, but type 8/0'],
  ['-A FORWARD -m addrtype --dst-type LOCAL -j DROP', 'forward', '--dst-type LOCAL, but to unicast addresses'],
  [
    '-A INPUT -p tcp -m tcp --tcp-flags SYN SYN -j DROP',
    'in flags SYN,ACK/ACK',
    '--tcp-flags SYN SYN, but flags ACK without FIN,SYN,RST,PSH,URG',
  ],
];

describe('why a packet passes a rule', () => {
  for (const [rule, question, reason, family] of told) {
    it(`${question} passes ${rule}`, () => assert.deepEqual(reasons(filter(rule), question, family), [reason]));
  }

  it('names the first words of several', () => {
    const rule = '-A INPUT -s 10.1.0.0/16 -p tcp -m tcp --dport 80 -j DROP';
    assert.deepEqual(reasons(filter(rule), 'in udp 443 from 10.2.0.1'), ['-s 10.1.0.0/16, but from 10.2.0.1']);
  });

  it('looks at the packet as it is by then', () => {
    const mark =
      '*mangle\n:PREROUTING ACCEPT [0:0]\n-A PREROUTING -j MARK --set-mark 0x7\n-A PREROUTING -m mark --mark 0x1 -j DROP\nCOMMIT\n';
    assert.deepEqual(reasons(mark, 'in tcp'), ['--mark 0x1, but mark 0x7']);
    const nat = '*nat\n:PREROUTING ACCEPT [0:0]\n-A PREROUTING -p tcp --dport 80 -j REDIRECT --to-ports 8080\nCOMMIT\n';
    assert.deepEqual(reasons(nat + filter('-A INPUT -p tcp -m tcp --dport 80 -j DROP'), 'in tcp 80'), [
      '--dport 80, but port 8080',
    ]);
  });

  it('knows the mark that other rules have given to this packet only', () => {
    const dump = [
      '*nat',
      ':OUTPUT ACCEPT [0:0]',
      ':POSTROUTING ACCEPT [0:0]',
      '-A OUTPUT -d 10.0.0.1/32 -j MARK --set-xmark 0x4000/0x4000',
      '-A POSTROUTING -m mark ! --mark 0x4000/0x4000 -j RETURN',
      'COMMIT\n',
    ].join('\n');
    assert.deepEqual(reasons(dump, 'out tcp to 10.0.0.1'), ['! --mark 0x4000/0x4000, but mark 0x4000']);
  });

  for (const match of ['statistic --mode random --probability 0.5', 'limit --limit 3/min --limit-burst 7', 'socket']) {
    it(`takes -m ${match} as a whole, which nobody can foresee`, () => {
      const ruleset = buildRuleset(readDocument(filter(`-A INPUT -p tcp -m ${match} -j DROP`), 'ipv4'));
      const tree = traceTree(ruleset, 'in tcp', true);
      assert.ok('answers' in tree);
      const misses = tree.answers.flatMap(({ children }) => children.flatMap((each) => each.children));
      const words = match === 'socket' ? '-m socket' : match.slice(match.indexOf('--'));
      assert.deepEqual(
        misses.filter(({ kind }) => kind === 'miss').map(({ description }) => description),
        [`${words}: taken as not so here`],
      );
    });
  }

  it('says nothing of rules that match, and counts those of a long chain', () => {
    assert.deepEqual(reasons(filter('-A INPUT -p tcp -j ACCEPT'), 'in tcp 80'), []);
    const rules = Array.from({ length: 100 }, (_, i) => `-A INPUT -p tcp -m tcp --dport ${i + 1} -j DROP`);
    const found = reasons(filter(...rules), 'in tcp 8080');
    assert.equal(found.length, 20);
    assert.equal(found.at(-1), '--dport 100, but port 8080');
  });
});
