// How packets walk through chains: first match, jumps, gotos, RETURN, policies, marks, and what stays unknown.

import assert from 'node:assert/strict';
import type { Hook } from '../../server/src/packets/dimensions';
import { packetsAt } from '../../server/src/packets/dimensions';
import { evaluate } from '../../server/src/packets/evaluate';
import { equalSets, intersect } from '../../server/src/packets/packet-set';

import { ask, endOf, type HookQuestion, readTable, wayOf } from './ask';

interface Case {
  name: string;
  rules: string;
  hook?: Hook;
  /** What is asked, and the ways of the answer in any order. */
  asked: HookQuestion;
  ways: string[];
}

const header =
  ':PREROUTING ACCEPT [0:0]\n:OUTPUT ACCEPT [0:0]\n:POSTROUTING ACCEPT [0:0]\n:A - [0:0]\n:B - [0:0]\n:C - [0:0]\n';

const cases: Case[] = [
  {
    name: 'the first match wins',
    rules: '-A OUTPUT -p tcp --dport 80 -j ACCEPT\n-A OUTPUT -p tcp -j REDIRECT --to-ports 1',
    asked: { protocol: 'tcp', port: '80:81' },
    ways: ['OUTPUT 1 > accept', 'OUTPUT 2 > redirect 1'],
  },
  {
    name: 'the end of a chain goes on behind the jump, and so does RETURN',
    rules: '-A OUTPUT -j A\n-A OUTPUT -j DNAT --to-destination 10.0.0.1:80\n-A A -p udp -j RETURN\n-A A -p tcp -j B',
    asked: { port: '53', protocol: 'udp' },
    ways: ['OUTPUT 1 A > A 1 > OUTPUT 2 > dnat 10.0.0.1:80'],
  },
  {
    name: 'the end of a chain that was gone to leads to the caller of the caller',
    rules: '-A OUTPUT -j A\n-A OUTPUT -j REDIRECT --to-ports 1\n-A A -g B\n-A A -j REDIRECT --to-ports 2',
    asked: { protocol: 'tcp' },
    ways: ['OUTPUT 1 A > A 1 B > OUTPUT 2 > redirect 1'],
  },
  {
    name: 'a goto in a built-in chain ends at the policy',
    rules: '-A OUTPUT -g A\n-A OUTPUT -j REDIRECT --to-ports 1',
    asked: { protocol: 'tcp' },
    ways: ['OUTPUT 1 A > policy ACCEPT'],
  },
  {
    name: 'RETURN in a built-in chain means the policy',
    rules: '-A OUTPUT -p tcp -j RETURN\n-A OUTPUT -j REDIRECT --to-ports 1',
    asked: { protocol: 'tcp' },
    ways: ['OUTPUT 1 > policy ACCEPT'],
  },
  {
    name: 'a rule without target and a target that goes on count and go on',
    rules: '-A OUTPUT -p tcp\n-A OUTPUT -p tcp -j LOG\n-A OUTPUT -p udp -j LOG',
    asked: { protocol: 'tcp' },
    ways: ['OUTPUT 1 > OUTPUT 2 > policy ACCEPT'],
  },
  {
    name: 'jumps in a loop are unknown, where a packet gets into them',
    rules: '-A OUTPUT -p tcp -j A\n-A A -p tcp --dport 80 -j B\n-A B -j A',
    asked: { protocol: 'tcp', port: '80' },
    ways: ['OUTPUT 1 A > A 1 B > B 1 A > unknown: the jumps to A go round in a loop'],
  },
  {
    name: 'a chain that no line declares or fills is unknown',
    rules: '-A OUTPUT -p tcp -j NOWHERE',
    asked: {},
    ways: ['OUTPUT 1 NOWHERE > unknown: the chain NOWHERE is not declared', 'policy ACCEPT'],
  },
  {
    name: 'a chain that only has rules is followed',
    rules: '-A OUTPUT -j D\n-A D -p tcp -j REDIRECT --to-ports 1',
    asked: { protocol: 'tcp' },
    ways: ['OUTPUT 1 D > D 1 > redirect 1'],
  },
  {
    name: 'inverted tests',
    rules: '-A OUTPUT ! -d 10.0.0.0/8 ! -o eth+ -p tcp -m tcp ! --dport 80 -j REDIRECT --to-ports 1',
    asked: { protocol: 'tcp', destination: '11.0.0.1', interface: 'ens0', port: '80:81' },
    ways: ['OUTPUT 1 > redirect 1', 'policy ACCEPT'],
  },
  {
    name: 'an interface by its beginning',
    rules: '-A PREROUTING -i eth+ -j RETURN\n-A PREROUTING -i e -j REDIRECT --to-ports 1',
    hook: 'PREROUTING',
    asked: { interface: 'eth12' },
    ways: ['PREROUTING 1 > policy ACCEPT'],
  },
  {
    name: 'address lists are several networks',
    rules: '-A OUTPUT -s 10.0.0.1,10.0.0.2/32 -j REDIRECT --to-ports 1',
    asked: { source: '10.0.0.0/30' },
    ways: ['OUTPUT 1 > redirect 1', 'policy ACCEPT'],
  },
  {
    name: 'a mask with holes is not guessed at',
    rules: '-A OUTPUT -d 10.0.0.1/255.0.0.255 -j ACCEPT',
    asked: { destination: '11.0.0.1' },
    ways: ['OUTPUT 1 > accept', 'policy ACCEPT'],
  },
  {
    name: 'multiport, both sides',
    rules:
      '-A OUTPUT -p udp -m multiport --ports 53,5353 -j ACCEPT\n-A OUTPUT -p tcp -m multiport ! --dports 1:1023 -j DROP',
    asked: { protocol: 'udp', port: '53', sourcePort: '1' },
    ways: ['OUTPUT 1 > accept'],
  },
  {
    name: 'owners, by range and inverted',
    rules: '-A OUTPUT -m owner --uid-owner 1000-1999 -j ACCEPT\n-A OUTPUT -m owner ! --gid-owner 5 -j DROP',
    asked: { uid: '2000', gid: '5-6' },
    ways: ['policy ACCEPT', 'OUTPUT 2 > drop'],
  },
  {
    name: 'an owner where there is none stays open',
    rules: '-A PREROUTING -m owner --uid-owner 0 -j REDIRECT --to-ports 1',
    hook: 'PREROUTING',
    asked: {},
    ways: ['PREROUTING 1 > redirect 1', 'policy ACCEPT'],
  },
  {
    name: 'a mark that a rule sets is seen by the next ones',
    rules: '-A OUTPUT -p tcp -j MARK --set-xmark 0x4000/0x4000\n-A OUTPUT -m mark --mark 0x4000/0x4000 -j ACCEPT',
    asked: { protocol: 'tcp', mark: '0' },
    ways: ['OUTPUT 1 > OUTPUT 2 > accept'],
  },
  {
    name: 'flipped bits of a mark',
    rules: '-A OUTPUT -j MARK --xor-mark 0x3\n-A OUTPUT -m mark --mark 0x2/0x3 -j ACCEPT',
    asked: { mark: '0x1' },
    ways: ['OUTPUT 1 > OUTPUT 2 > accept'],
  },
  {
    name: 'a restored mark is unknown',
    rules: '-A OUTPUT -j CONNMARK --restore-mark\n-A OUTPUT -m mark --mark 0x2 -j ACCEPT',
    asked: { mark: '0x1' },
    ways: ['OUTPUT 1 > OUTPUT 2 > accept', 'OUTPUT 1 > policy ACCEPT'],
  },
  {
    name: 'nat sees only the first packet of a connection',
    rules: '-A OUTPUT -m conntrack --ctstate ESTABLISHED -j DROP\n-A OUTPUT -m state --state NEW,RELATED -j ACCEPT',
    asked: {},
    ways: ['OUTPUT 2 > accept'],
  },
  {
    name: 'addresses of this host',
    rules: '-A PREROUTING -m addrtype --dst-type LOCAL -j ACCEPT\n-A PREROUTING -m addrtype ! --dst-type LOCAL -j DROP',
    hook: 'PREROUTING',
    asked: {},
    ways: ['PREROUTING 1 > accept', 'PREROUTING 2 > drop'],
  },
  {
    name: 'the same set asked twice answers the same, chance does not',
    rules:
      '-A OUTPUT -p tcp -m set --match-set s dst -j A\n-A OUTPUT -p tcp -m set ! --match-set s dst -j DROP\n' +
      '-A A -m statistic --mode random --probability 0.5 -j ACCEPT\n-A A -m statistic --mode random --probability 0.5 -j DROP',
    asked: { protocol: 'tcp' },
    ways: ['OUTPUT 1 A > A 1 > accept', 'OUTPUT 1 A > A 2 > drop', 'OUTPUT 1 A > policy ACCEPT', 'OUTPUT 2 > drop'],
  },
  {
    name: 'an option that nobody knows makes its rule a condition',
    rules: '-A OUTPUT -p tcp --no-such-option -j DROP',
    asked: { protocol: 'tcp' },
    ways: ['OUTPUT 1 > drop', 'policy ACCEPT'],
  },
  {
    name: 'a module that is only loaded is a test',
    rules: '-A OUTPUT -p tcp -m tcp -j A\n-A A -m rpfilter -j DROP',
    asked: { protocol: 'tcp' },
    ways: ['OUTPUT 1 A > A 1 > drop', 'OUTPUT 1 A > policy ACCEPT'],
  },
  {
    name: 'inserted, deleted and replaced rules',
    rules:
      '-A OUTPUT -j REDIRECT --to-ports 1\n-I OUTPUT -p tcp -j REDIRECT --to-ports 2\n-I OUTPUT 2 -p udp -j ACCEPT\n' +
      '-R OUTPUT 1 -p tcp -j REDIRECT --to-ports 3\n-D OUTPUT -p udp -j ACCEPT\n-P OUTPUT DROP',
    asked: {},
    ways: ['OUTPUT 1 > redirect 3', 'OUTPUT 2 > redirect 1'],
  },
  {
    name: 'a comment is no test',
    rules: '-A OUTPUT -m comment --comment "-p udp" -j ACCEPT',
    asked: {},
    ways: ['OUTPUT 1 > accept'],
  },
  {
    name: 'a rule that cannot match does not',
    rules: '-A OUTPUT -p tcp -m mark --mark 0x5/0x1 -j DROP\n-A OUTPUT ! -d 0.0.0.0/0 -j DROP',
    asked: {},
    ways: ['policy ACCEPT'],
  },
];

function check({ rules, hook = 'OUTPUT', asked, ways }: Case): void {
  const branches = ask(readTable(`*nat\n${header}${rules}\nCOMMIT\n`), hook, asked);
  assert.deepEqual(branches.map(wayOf).sort(), [...ways].sort());
}

describe('evaluate', () => {
  for (const each of cases) it(each.name, () => check(each));

  it('cuts the question into disjoint branches, in both details', () => {
    for (const { rules, hook = 'OUTPUT' } of cases) {
      const { ruleset, table } = readTable(`*nat\n${header}${rules}\nCOMMIT\n`);
      const all = [packetsAt(hook, 'nat', 'ipv4')];
      for (const detail of ['all', 'way'] as const) {
        const sets = evaluate(ruleset, table, hook, all, { detail }).map(({ packets }) => packets);
        assert.ok(equalSets(sets.flat(), all), rules);
        sets.forEach((set, i) => {
          for (const other of sets.slice(i + 1)) assert.equal(intersect(set, other).length, 0, rules);
        });
      }
    }
  });

  it('says so when there are too many rules', () => {
    const rules = Array.from({ length: 500 }, (_, i) => `-A OUTPUT -s 10.0.0.${i % 250} -p tcp --dport ${i} -j A`);
    const dump = readTable(`*nat\n${header}${rules.join('\n')}\n-A A -j DROP\nCOMMIT\n`);
    const ends = new Set(ask(dump, 'OUTPUT', {}, 'all', 1_000).map(endOf));
    assert.ok(ends.has('unknown: too many rules'));
    const one = ask(dump, 'OUTPUT', { protocol: 'tcp', port: '7', source: '10.0.0.7' }, 'all', 1_000);
    assert.deepEqual(one.map(wayOf), ['OUTPUT 8 A > A 1 > drop']);
  });

  it('is not led astray by jumps many deep', () => {
    const rules = Array.from({ length: 1_000 }, (_, i) => `-A X${i} -j X${i + 1}`);
    const dump = readTable(`*nat\n${header}-A OUTPUT -j X0\n${rules.join('\n')}\n-A X1000 -j DROP\nCOMMIT\n`);
    assert.deepEqual(ask(dump, 'OUTPUT', {}).map(endOf), ['unknown: too many jumps inside one another']);
  });
});
