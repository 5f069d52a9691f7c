// Rules behind one that takes their packets: what is said of pairs, and that no packet reaches the second one, as traces tell.
import { strict as assert } from 'node:assert';
import { packetsReaching } from '../../server/src/features/reaching';
import { readDocument } from '../../server/src/ruleset/document';
import { buildRuleset } from '../../server/src/ruleset/ruleset';
import { effectOf } from '../support/effect-text';
import { below, randomFrom } from '../support/random';

async function isCovered(first: string, second: string, program = 'iptables'): Promise<boolean> {
  const { events } = await effectOf(`${program} -A ${first}\n${program} -A ${second}`);
  return events.some(({ kind }) => kind === 'rule-after-drop');
}

/** The second rule stands behind the first. */
const covered: readonly (readonly [first: string, second: string, program?: string])[] = [
  ['INPUT -p tcp -j DROP', 'INPUT -p tcp --dport 22 -j ACCEPT'],
  ['INPUT -p tcp -j DROP', 'INPUT -m conntrack --ctstate NEW -p tcp -j LOG'],
  ['INPUT -s 10.0.0.0/8 -j DROP', 'INPUT -s 10.1.2.3 -p udp -j ACCEPT'],
  ['INPUT -s 10.0.0.0/255.0.0.0 -j DROP', 'INPUT -s 10.1.0.0/16 -j ACCEPT'],
  ['FORWARD -d 2001:db8::/32 -j DROP', 'FORWARD -d 2001:db8:1::1 -j ACCEPT', 'ip6tables'],
  ['INPUT -i eth+ -j DROP', 'INPUT -i eth0 -j ACCEPT'],
  ['INPUT -p tcp --dport 22 -j ACCEPT', 'INPUT -p tcp --dport 22 -m recent --update --name SSH -j DROP'],
  ['INPUT -p tcp -m tcp --dport 1024: -j DROP', 'INPUT -p tcp --dport 8000:8080 -j ACCEPT'],
  ['INPUT -m conntrack --ctstate NEW,RELATED -j DROP', 'INPUT -m conntrack --ctstate NEW -p icmp -j ACCEPT'],
  ['INPUT ! -s 10.0.0.0/8 -j DROP', 'INPUT ! -s 10.0.0.0/8 -p tcp -j ACCEPT'],
  ['INPUT -j DROP', 'INPUT -t filter $X -j ACCEPT'],
  ['INPUT -j DROP', 'INPUT -s $X -j DROP'],
];

const open: typeof covered = [
  ['INPUT -p tcp --dport 22 -j DROP', 'INPUT -p tcp -j ACCEPT'],
  ['INPUT -p tcp -j DROP', 'INPUT -p udp -j ACCEPT'],
  ['INPUT -p tcp -j DROP', 'OUTPUT -p tcp --dport 22 -j ACCEPT'],
  ['INPUT -p tcp -j LOG', 'INPUT -p tcp --dport 22 -j ACCEPT'],
  ['INPUT -p tcp -m limit --limit 1/s -j DROP', 'INPUT -p tcp --dport 22 -j ACCEPT'],
  ['INPUT -m mark --mark 1 -j DROP', 'INPUT -m mark --mark 1 -p tcp -j ACCEPT'],
  ['INPUT -s 10.1.0.0/16 -j DROP', 'INPUT -s 10.0.0.0/8 -j ACCEPT'],
  ['INPUT -s 10.0.0.0/8 -j DROP', 'INPUT ! -s 10.1.2.3 -j ACCEPT'],
  ['INPUT -s 10.0.0.0/8 -j DROP', 'INPUT -s $X -j ACCEPT'],
  ['INPUT -s 10.0.0.0/8 -j DROP', 'INPUT $X -s 10.1.2.3 -j ACCEPT'],
  ['INPUT -s $X -j DROP', 'INPUT -s $X -p tcp -j ACCEPT'],
  ['INPUT -i eth0 -j DROP', 'INPUT -i eth+ -j ACCEPT'],
  ['INPUT -p tcp --dport 22 -j DROP', 'INPUT -p tcp --sport 22 -j ACCEPT'],
  ['INPUT -m conntrack --ctstate NEW -j DROP', 'INPUT -m conntrack --ctstate NEW,RELATED -j ACCEPT'],
  // What is done with the packets is the same.
  ['INPUT -p tcp -j DROP', 'INPUT -p tcp --dport 22 -j DROP'],
];

const choices: readonly (readonly string[])[] = [
  ['', '', '-p tcp', '-p udp', '-p tcp --dport 80', '-p tcp --dport 1:99', '-p udp --sport 53', '! -p tcp'],
  ['', '', '-s 10.0.0.0/8', '-s 10.1.0.0/16', '-s 10.1.2.3', '! -s 10.1.0.0/16', '-s 192.0.2.0/24'],
  ['', '', '', '-d 10.0.0.0/8', '-d 10.9.9.9'],
  ['', '', '', '-i eth0', '-i eth+', '! -i eth0', '-o eth1'],
  [
    '',
    '',
    '',
    '-m conntrack --ctstate NEW',
    '-m conntrack --ctstate NEW,ESTABLISHED',
    '-m addrtype --src-type UNICAST',
  ],
];

describe('rules behind one that takes their packets', () => {
  for (const [first, second, program] of covered)
    it(`${first} takes all of ${second}`, async () => assert.ok(await isCovered(first, second, program)));
  for (const [first, second, program] of open)
    it(`${first} leaves some to ${second}, or does the same`, async () =>
      assert.ok(!(await isCovered(first, second, program))));

  it('get none, as traces tell', async () => {
    const random = randomFrom(5);
    let found = 0;
    for (let i = 0; i < 1500; i++) {
      const rule = (target: string) =>
        ['FORWARD', ...choices.map((each) => each[below(random, each.length)]).filter(Boolean), '-j', target].join(' ');
      const [first, second] = [rule('DROP'), rule('ACCEPT')];
      if (!(await isCovered(first, second))) continue;
      found++;
      const dump = `*filter\n:INPUT ACCEPT [0:0]\n:FORWARD ACCEPT [0:0]\n:OUTPUT ACCEPT [0:0]\n-A ${first}\n-A ${second}\nCOMMIT\n`;
      const answer = packetsReaching(buildRuleset(readDocument(dump, 'ipv4')), 5);
      assert.deepEqual([answer?.complete, answer?.reaching.length], [true, 0], `${first}\n${second}`);
    }
    assert.ok(found > 40, `${found} pairs`);
  });
});
