// The question that a line suggests, for rules and declarations of Istio and of a firewall.

import { strict as assert } from 'node:assert';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { suggestedQuestion } from '../../../server/src/features/trace/prefill';
import { readDocument } from '../../../server/src/ruleset/document';
import { buildRuleset } from '../../../server/src/ruleset/ruleset';

const istio = readFileSync(join(__dirname, '../../../examples/istio-mended.iptables'), 'utf8');

const rules = `*filter
:INPUT ACCEPT [0:0]
:FORWARD ACCEPT [0:0]
:OUTPUT ACCEPT [0:0]
:WEB - [0:0]
:UNUSED - [0:0]
-A INPUT -i eth0 -p tcp -j WEB
-A FORWARD -i eth0 -o eth1 -p udp -m udp --sport 53 -j WEB
-A INPUT -i lo -p udp -m udp --dport 53 -j ACCEPT
-A INPUT -p tcp -m multiport --dports 80,443 -j ACCEPT
-A INPUT -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT
-A INPUT -m conntrack --ctstate NEW -m mark --mark 0x1/0xff -j DROP
-A INPUT -p icmp -m icmp --icmp-type 8 -j ACCEPT
-A INPUT ! -s 10.0.0.0/8 -d 10.0.0.1/32 -j DROP
-A OUTPUT -o lo -j ACCEPT
-A FORWARD -o eth1 -j ACCEPT
-A WEB -p tcp -m tcp --dport 8000:8100 -j ACCEPT
-A WEB -m connmark --mark 0x2 -j DROP
-A UNUSED -p tcp -j DROP
-A INPUT -p tcp --dport "80 nonsense" -s 10.0.0.999 -j DROP
COMMIT
`;

/** What a line that starts so suggests. */
const suggested: [dump: string, line: string, question: string][] = [
  [istio, ':PREROUTING', 'in'],
  [istio, ':POSTROUTING', 'out'],
  [istio, ':ISTIO_INBOUND', 'in tcp'],
  [istio, '-A PREROUTING', 'in tcp'],
  [istio, '-A ISTIO_INBOUND -p tcp -m tcp --dport 15020', 'in tcp 15020'],
  [istio, '-A ISTIO_OUTPUT -s 127.0.0.6/32', 'out tcp from 127.0.0.6 iface lo'],
  [istio, '-A ISTIO_OUTPUT ! -d 127.0.0.1/32 -o lo -m owner --uid-owner', 'out tcp uid 1337 iface lo'],
  [istio, '-A ISTIO_OUTPUT -m owner --gid-owner', 'out tcp gid 1337'],
  [istio, '*nat', ''],
  [istio, 'COMMIT', ''],
  [rules, '-A INPUT -i eth0', 'in tcp iface eth0'],
  [rules, '-A FORWARD -i eth0', 'forward udp sport 53 iface eth0 oface eth1'],
  [rules, '-A INPUT -i lo', 'out udp 53 iface lo'],
  [rules, '-A INPUT -p tcp -m multiport', 'in tcp 80'],
  [rules, '-A INPUT -m conntrack --ctstate RELATED', 'in state RELATED,ESTABLISHED'],
  [rules, '-A INPUT -m conntrack --ctstate NEW', 'in mark 0x1/0xff'],
  [rules, '-A INPUT -p icmp', 'in icmp type 8'],
  [rules, '-A INPUT ! -s', 'in to 10.0.0.1'],
  [rules, '-A OUTPUT -o lo', 'out iface lo'],
  [rules, '-A FORWARD -o', 'forward oface eth1'],
  [rules, '-A WEB -p tcp', 'in tcp 8000:8100 iface eth0'],
  [rules, '-A WEB -m connmark', 'in tcp iface eth0 connmark 0x2'],
  [rules, ':WEB', 'in tcp iface eth0'],
  [rules, ':UNUSED', ''],
  [rules, '-A UNUSED', ''],
  [rules, '-A INPUT -p tcp --dport "80 nonsense"', 'in tcp'],
];

describe('the question that a line suggests', () => {
  for (const [dump, start, question] of suggested) {
    it(`for ${start}: ${question || 'none'}`, () => {
      const line = dump.split('\n').findIndex((text) => text.startsWith(start));
      assert.notEqual(line, -1);
      assert.equal(suggestedQuestion(buildRuleset(readDocument(dump, 'ipv4')), line), question);
    });
  }
  it('for a line behind the last: none', () => {
    assert.equal(suggestedQuestion(buildRuleset(readDocument(istio, 'ipv4')), 10_000), '');
  });
});
