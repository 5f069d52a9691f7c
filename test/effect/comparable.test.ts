// Whether two rules are the same, compared with what `iptables -C` says.
import { strict as assert } from 'node:assert';
import { spawnSync } from 'node:child_process';
import { ruleText } from '../../server/src/effect/action';
import { isSame } from '../../server/src/effect/comparable';
import { mapPieces } from '../../server/src/shell/mapped-text';
import { literal } from '../../server/src/shell/word';
import { requireOracle } from '../support/requirements';

/** Two rules, and what we say: the same, different, or not known. */
const pairs: readonly (readonly [a: string, b: string, same: boolean | undefined])[] = [
  ['-j DROP', '-j DROP', true],
  ['-j DROP', '-j ACCEPT', false],
  ['-j DROP', '', false],
  ['-s 10.0.0.1 -j DROP', '-s 10.0.0.1/32 -j DROP', true],
  ['-s 10.1.2.3/8', '-s 10.0.0.0/255.0.0.0', true],
  ['-s 10.0.0.0/8', '-s 10.0.0.0/9', false],
  ['-s 10.0.0.1', '! -s 10.0.0.1', false],
  ['-s 10.0.0.1', '-d 10.0.0.1', false],
  ['-s 0.0.0.0/0 -p all -j DROP', '-j DROP', true],
  ['-p tcp -s 10.0.0.1', '-s 10.0.0.1 -p tcp', true],
  ['-p tcp', '-p 6', true],
  ['-p TCP', '-p tcp', true],
  ['-p tcp', '-p udp', false],
  ['-p tcp -m tcp', '-p tcp', false],
  ['-p tcp --dport 22', '-p tcp -m tcp --dport 22', true],
  ['-p tcp --dport 22', '-p tcp --destination-port 22', true],
  ['-p tcp --dport 22', '-p tcp --dport 23', false],
  ['-p tcp --dport 22', '-p tcp --sport 22', false],
  ['-p tcp --dport 22', '-p udp --dport 22', false],
  ['-p tcp --dport 22', '-p tcp --dport ssh', undefined],
  ['-p tcp --dport 0x16', '-p tcp --dport 22', true],
  ['-p tcp --dport 80:80', '-p tcp --dport 80', true],
  ['-p tcp --dport 80:90', '-p tcp --dport 80', false],
  ['-p tcp --sport 1 --dport 2', '-p tcp --dport 2 --sport 1', true],
  ['-p tcp --syn', '-p tcp --tcp-flags FIN,SYN,RST,ACK SYN', undefined],
  ['-p tcp --syn', '-p tcp', false],
  ['-p tcp --tcp-flags SYN,ACK SYN', '-p tcp --tcp-flags ACK,SYN SYN', true],
  ['-p tcp -m multiport --dports 1,2', '-p tcp -m multiport --dports 1,2', true],
  ['-p tcp -m multiport --dports 1,2', '-p tcp -m multiport --dports 2,1', false],
  ['-p icmp --icmp-type 8', '-p icmp --icmp-type echo-request', undefined],
  ['-i eth0', '-i eth+', false],
  ['-i eth0', '-i eth0', true],
  ['-m comment --comment a', '-m comment --comment b', false],
  ['-m comment --comment a', '', false],
  ['-j DROP -m comment --comment a', '-m comment --comment a -j DROP', true],
  ['-m comment --comment a -m mark --mark 1', '-m mark --mark 1 -m comment --comment a', false],
  ['-m mark --mark 0x10', '-m mark --mark 16/0xffffffff', undefined],
  ['-m limit --limit 5/min', '-m limit --limit 5/minute', undefined],
  ['-m limit --limit 5/min', '-m limit --limit 5/min --limit-burst 5', undefined],
  ['-m conntrack --ctstate NEW,RELATED', '-m conntrack --ctstate RELATED,NEW', true],
  ['-m conntrack --ctstate NEW', '-m conntrack --ctstate RELATED', false],
  ['-m state --state NEW', '-m conntrack --ctstate NEW', false],
  ['-m addrtype --dst-type LOCAL', '-m addrtype --dst-type UNICAST', false],
  ['-j LOG', '-j LOG --log-level 4', undefined],
  ['-j LOG --log-prefix a', '-j LOG --log-prefix b', false],
  ['-j REJECT', '-j REJECT --reject-with icmp-port-unreachable', undefined],
  ['-s 10.0.0.1 -j REJECT', '-s 10.0.0.2 -j REJECT --reject-with icmp-port-unreachable', false],
  ['-s 10.0.0.1 -j REJECT', '-s 10.0.0.1/32 -j REJECT --reject-with icmp-port-unreachable', undefined],
  ['-p tcp --dport 1 -j LOG', '-p tcp --dport 2 -j LOG --log-level 4', false],
  ['-p tcp --syn --dport 1', '-p tcp --tcp-flags FIN,SYN,RST,ACK SYN --dport 2', false],
  ['-p tcp -j REJECT --reject-with tcp-reset', '-p tcp -j REJECT --reject-with icmp-port-unreachable', false],
  ['-m owner --uid-owner 0', '-m owner --uid-owner root', undefined],
  ['-m owner --uid-owner 1', '-m owner --uid-owner 2', false],
];

const lineOf = (rule: string) => ruleText(mapPieces([literal(`-A INPUT ${rule}`, { start: 0, end: 0 })]), 'ipv4');

describe('rules as -C compares them', () => {
  for (const [a, b, same] of pairs)
    it(`${a} and ${b || 'nothing'}`, () => {
      assert.equal(isSame(lineOf(a).same, lineOf(b).same), same);
      assert.equal(isSame(lineOf(b).same, lineOf(a).same), same);
    });

  for (const backend of ['legacy', 'nft'])
    it(`iptables-${backend} says the same`, function () {
      requireOracle(this);
      this.timeout(60_000);
      const tool = `iptables-${backend}`;
      const commands = pairs.map(
        ([a, b]) => `${tool} -F T; ${tool} -A T ${a} || echo refused; ${tool} -C T ${b} && echo same || echo other`,
      );
      const { stdout } = spawnSync('unshare', ['-n', 'sh', '-c', [`${tool} -N T`, ...commands].join('\n')], {
        encoding: 'utf8',
      });
      const decided = pairs.map(([a, b, same]) => [`${a} | ${b}`, same] as const);
      const real = stdout.trim().split('\n');
      assert.equal(real.length, pairs.length, stdout);
      assert.deepEqual(
        decided.flatMap(([rules, same], index) => (same === undefined ? [] : [`${rules}: ${real[index]}`])),
        decided.flatMap(([rules, same]) => (same === undefined ? [] : [`${rules}: ${same ? 'same' : 'other'}`])),
      );
    });
});
