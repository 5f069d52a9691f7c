// Comments `# expect:`: what can be read of them, and whether a dump fulfils them.
import { strict as assert } from 'node:assert';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { diagnose } from '../../server/src/diagnostics/index';
import { checkExpectation } from '../../server/src/packets/check-expectation';
import { readExpectation } from '../../server/src/packets/expectation';
import { expectedText } from '../../server/src/packets/expected-end';
import { readDocument } from '../../server/src/ruleset/document';
import { detectFamily } from '../../server/src/ruleset/family';
import { buildRuleset, type Ruleset } from '../../server/src/ruleset/ruleset';
import type { Family } from '../../server/src/ruleset/tables';
import { parseDump } from '../../server/src/syntax/dump';

const examples = join(__dirname, '../../examples');

function read(text: string): Ruleset {
  return buildRuleset(readDocument(text, detectFamily('', parseDump(text)).family));
}

const mended = read(readFileSync(join(examples, 'istio-mended.iptables'), 'utf8'));

/** `holds`, or the ends that were not expected. */
function result(ruleset: Ruleset, words: string): string {
  const expectation = readExpectation(`# expect: ${words}`, ruleset.document.family);
  assert.ok(expectation && !('message' in expectation), words);
  const { answers, failures } = checkExpectation(ruleset, expectation);
  if (answers.length === 0) return 'no packet';
  const ends = failures.map(
    ({ answer, condition }) => `${expectedText(answer, ruleset.document.family)}${condition()}`,
  );
  return ends.join('; ') || 'holds';
}

const sidecar: [words: string, result: string][] = [
  ['in tcp 8080 -> 15006', 'holds'],
  ['in tcp http -> 15006', 'holds'],
  ['in 8080 -> 15006', 'holds'],
  ['in tcp 22,15020 -> itself', 'holds'],
  ['in tcp 22 -> 22', 'holds'],
  ['in tcp 22,8080 -> itself or 15006', 'holds'],
  ['in tcp 8080 -> itself', '15006'],
  ['in tcp 22,8080 -> itself', '15006 if port 8080'],
  ['IN TCP dport 8080 src 10.0.0.1 -> 15006', 'holds'],
  ['8080 in → 15006', 'holds'],
  ['in type echo-request -> itself', 'holds'],
  ['uid 1337 iface eth0 out tcp 80 ctdir ORIGINAL -> itself', 'holds'],
  ['in tcp 8080 -> drop', '15006'],
  ['in tcp 15000-15010 -> 15006', 'itself if port 15008'],
  ['in tcp 15000:15007 -> 15000-15010', 'holds'],
  ['in udp 53 -> itself', 'holds'],
  ['in icmp type echo-request -> itself', 'holds'],
  ['out tcp 80 uid 1000 gid 1000 iface eth0 -> 15001', 'holds'],
  ['out tcp 80 uid 1337 iface eth0 -> itself', 'holds'],
  ['out tcp 80 uid 1000 iface eth0 -> 15001', 'itself if gid 1337'],
  ['out tcp uid 1337 from 10.0.0.9 to 10.0.0.9 local 10.0.0.9 -> 15006', 'holds'],
  ['forward udp -> forward', 'holds'],
  ['forward udp -> unknown', 'itself'],
  ['in tcp 80 to 10.0.0.1 local 10.0.0.2 -> 15006', 'no packet'],
];

const nat = read(`*nat
:PREROUTING ACCEPT [0:0]
-A PREROUTING -p tcp -m tcp --dport 80 -j DNAT --to-destination 10.0.0.5:8080
-A PREROUTING -p tcp -m tcp --dport 81 -j DNAT --to-destination 10.0.0.5-10.0.0.6
COMMIT
*filter
:FORWARD DROP [0:0]
:INPUT ACCEPT [0:0]
-A FORWARD -d 10.0.0.4/30 -m statistic --mode random --probability 0.5 -j REJECT
-A FORWARD -d 10.0.0.4/30 -j ACCEPT
COMMIT
`);

const router: [words: string, result: string][] = [
  ['in tcp 80 to 192.0.2.1 local 192.0.2.1 -> forward 10.0.0.5:8080 or reject', 'holds'],
  ['in tcp 80 to 192.0.2.1 local 192.0.2.1 -> forward or reject', 'holds'],
  ['in tcp 80 to 192.0.2.1 local 192.0.2.1 -> 10.0.0.5 or reject', 'holds'],
  ['in tcp 80 to 192.0.2.1 local 192.0.2.1 -> 10.0.0.0/24:8080 or reject', 'holds'],
  ['in tcp 80 to 192.0.2.1 local 192.0.2.1 -> 8080 or reject', 'forward 10.0.0.5:8080 only by chance (50 %)'],
  ['in tcp 80 to 192.0.2.1 local 192.0.2.1 -> 10.0.0.6:8080 or reject', 'forward 10.0.0.5:8080 only by chance (50 %)'],
  ['forward udp to 10.0.1.1 -> drop', 'holds'],
];

/** The word that is marked, and the word that was meant. */
const unread: [text: string, marked: string, meant?: string, family?: Family][] = [
  ['# expect: inn tcp -> drop', 'inn', 'in'],
  ['# expect: in tpc -> drop', 'tpc', 'tcp'],
  ['# expect: in tcp 70000 -> drop', '70000'],
  ['# expect: in icmp 8 -> drop', '8'],
  ['# expect: in tcp 80 => drop', '=>', '->'],
  ['# expect: in tcp 80 form 10.0.0.1 -> drop', 'form', 'from'],
  ['# expect: in tcp 80 from 10.0.0.300 -> drop', '10.0.0.300'],
  ['# expect: in tcp 80 from ::1 -> drop', '::1'],
  ['# expect: in tcp 80 from 10.0.0.1 from 10.0.0.2 -> drop', 'from'],
  ['# expect: in tcp 80 uid 0 -> drop', 'uid'],
  ['# expect: in tcp 80 oface eth0 -> drop', 'oface', 'iface'],
  ['# expect: tcp 80 oface eth0 in -> drop', 'oface', 'iface'],
  ['# expect: in tcp 80 iface lo -> drop', 'lo'],
  ['# expect: out uid somebody -> drop', 'somebody'],
  ['# expect: in tcp 80 -> dorp', 'dorp', 'drop'],
  ['# expect: in tcp 80 -> accept', 'accept', 'itself'],
  ['# expect: in tcp 80 -> forward nowhere', 'nowhere'],
  ['# expect: in tcp 80 -> drop please', 'please'],
  ['# expect: in tcp 80 -> drop or', 'or'],
  ['# expect: in tcp 80 ->', '->'],
  ['# expect: in tcp 80 from', 'from'],
  ['# expect: in tcp 80', '80'],
  ['# expect: in tcp 80 from -> drop', 'from'],
  ['# expect: tcp 80 -> drop', '->'],
  ['# expect: uid 0 tcp in -> drop', 'uid'],
  ['# expect: in tcp 80 ---> drop', '--->', '->'],
  ['# expect: in', 'in'],
  ['# expect: in tcp 80 -> [fd00::1]:80', '[fd00::1]:80'],
  ['# expect: in tcp 80 -> 10.0.0.1:80', '10.0.0.1:80', undefined, 'ipv6'],
];

describe('expectations', () => {
  for (const [words, expected] of sidecar)
    it(`of the sidecar: ${words}`, () => assert.equal(result(mended, words), expected));
  for (const [words, expected] of router) it(`of a router: ${words}`, () => assert.equal(result(nat, words), expected));

  it('are read of IPv6 addresses with and without a port', () => {
    const v6 = buildRuleset(readDocument('*filter\n:FORWARD ACCEPT [0:0]\nCOMMIT\n', 'ipv6'));
    assert.equal(result(v6, 'forward tcp 80 to fd00::1 -> [fd00::1]:80'), 'holds');
    assert.equal(result(v6, 'forward tcp 80 to fd00::1 -> fd00::/64'), 'holds');
    assert.equal(result(v6, 'forward tcp 80 to fd00::1 -> fd01::1'), 'itself');
  });

  for (const [text, marked, meant, family = 'ipv4'] of unread) {
    it(`cannot be read: ${text}`, () => {
      const found = readExpectation(text, family);
      assert.ok(found && 'message' in found, 'it can be read');
      assert.deepEqual([text.slice(found.span.start, found.span.end), found.meant], [marked, meant]);
    });
  }

  for (const text of ['# expected: in tcp -> drop', '# we expect: nothing', '-A INPUT', '', '#', ':expect: in'])
    it(`are no such comment: ${text}`, () => assert.equal(readExpectation(text, 'ipv4'), undefined));

  it('never make reading throw', () => {
    const whole = '# expect: out tcp 80,443 from 10.0.0.1 uid 1 local 10.0.0.1/24 -> forward 10.0.0.5:80 or drop';
    for (let end = 0; end <= whole.length; end++) {
      readExpectation(whole.slice(0, end), 'ipv4');
      readExpectation(whole.slice(0, end), 'ipv6');
    }
  });
});

describe('expectations of a dump', () => {
  const bad = (text: string) =>
    diagnose(read(text)).filter(({ code }) => code === 'failed-expectation' || code === 'malformed-expectation');

  for (const name of readdirSync(examples, { recursive: true, encoding: 'utf8' }).filter((each) =>
    /tables|rules\.v/.test(each),
  )) {
    it(`are fulfilled by the example ${name}`, () => {
      assert.deepEqual(
        bad(readFileSync(join(examples, name), 'utf8')).map(({ message }) => message),
        [],
      );
    });
  }

  it('are found before, in and behind tables, and tell the rule that decides', () => {
    const rules = '*filter\n:INPUT ACCEPT [0:0]\n-A INPUT -p tcp -j DROP\n# expect: in tcp -> reject\nCOMMIT\n';
    const found = bad(`# expect: in tcp -> itself\n${rules}# expect: in udp -> drop`);
    assert.deepEqual(
      found.map(({ line, related }) => [line, ...related.map((each) => each.line)]),
      [
        [0, 3],
        [4, 3],
        [6, 2],
      ],
    );
    assert.match(
      found[0]!.message,
      /^These packets are dropped by rule 1 of INPUT in filter \(line 4\)\. If that is meant, write -> drop/,
    );
    assert.deepEqual(
      found[0]!.fixes.map(({ title }) => title),
      ['Expect drop instead'],
    );
  });

  it('stop being checked, and say so, when there are too many of them', () => {
    const rules = '*filter\n:INPUT ACCEPT [0:0]\nCOMMIT\n';
    const found = bad(rules + '# expect: in tcp -> itself\n'.repeat(5000));
    assert.ok(found.length > 100);
    assert.ok(found.every(({ severity, message }) => severity === 'warning' && message.startsWith('Not checked')));
  });
});
