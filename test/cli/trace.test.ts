/** `iptables-lens trace` from outside: the ways in words with their lines, JSON, exit status. */

import assert from 'node:assert/strict';
import type { JsonAnswer } from '../../server/src/cli/trace';
import { runCli } from './run';

const damaged = 'examples/istio-damaged.iptables';
const toEnvoy = '--out --proto tcp --dport 8080 --uid 1000 --gid 1000 --oface eth0 --dst 10.0.0.1'.split(' ');

const wrong: [args: string[], message: RegExp][] = [
  [['trace', 'no-such-file', '--in'], /cannot read no-such-file/],
  [['trace', damaged], /one of --in, --out and --forward/],
  [['trace', damaged, '--out', '--iface', 'eth0'], /--iface goes with --in and --forward/],
  [['trace', damaged, '--in', '--iface', 'lo'], /ask for it with --out --oface lo/],
  [['trace', damaged, '--in', '--local', '10.0.0.300'], /--local: '10\.0\.0\.300' cannot be read/],
  [['trace', damaged, '--in', '--uid', '1337'], /--uid and --gid go with --out/],
  [['trace', damaged, '--in', '--gid', '0'], /--uid and --gid go with --out/],
  [['trace', 'no\x1b[2J', '--in'], /cannot read no\\x1b\[2J: /],
  [['trace', damaged, '--in', '--out'], /cannot be used with/],
  [['trace', damaged, '--in', '--proto', 'icmp', '--dport', '80'], /--dport: packets of icmp have no ports/],
  [['trace', damaged, '--in', '--proto', 'udp', '--type', '8'], /--icmp-type: packets of udp have no ICMP type/],
  [['trace', damaged, '--in', '--proto', 'udp', '--flags', 'SYN'], /--tcp-flags: packets of udp have no TCP flags/],
  [['trace', 'package.json', '--in'], /package\.json holds no table: is it what iptables-save prints\?/],
  [['trace', damaged, '--in', '--port', 'x'], /--dport: 'x' cannot be read: it takes a port, or a range such as/],
  [['trace', damaged, '--out', '--uid', 'bob'], /--uid: 'bob' cannot be read: it takes a number, a range such as/],
  [['trace', damaged, '--in', '--state', 'FOO'], /--state: 'FOO' cannot be read: it takes NEW, ESTABLISHED/],
  [
    ['trace', damaged, '--in', '--dport', '80', '--port', '90'],
    /--dport is said twice \(90, 80\): it takes a port, or/,
  ],
  [['trace', 'README.md', '--in', '--dport', '80'], /README\.md is mostly something else than a dump/],
  [['trace', 'CHANGELOG.md', '--in', '--dport', '80'], /CHANGELOG\.md is mostly something else than a dump/],
  [['trace', damaged, '--in', '--source', '2001:db8::1'], /--src: '2001:db8::1' cannot be read/],
];

function traceJson(args: string[], input = ''): JsonAnswer[] {
  const run = runCli(['trace', ...args, '--json'], input);
  assert.equal(run.status, 0, run.stderr);
  return JSON.parse(run.stdout) as JsonAnswer[];
}

describe('iptables-lens trace', function () {
  this.timeout(30_000);

  it('prints the way and the place of each step', () => {
    const run = runCli(['trace', damaged, ...toEnvoy]);
    assert.equal(run.status, 0);
    assert.equal(
      run.stdout,
      `delivered here, port 15001 (Envoy outbound)
  nat OUTPUT
    ${damaged}:11: -A OUTPUT -p tcp -j ISTIO_OUTPUT
    ${damaged}:27: -A ISTIO_OUTPUT -j ISTIO_REDIRECT
    ${damaged}:28: -A ISTIO_REDIRECT -p tcp -j REDIRECT --to-ports 15001
  nat POSTROUTING
    policy (not told here)
`,
    );
  });

  it('prints every answer with its condition when the question leaves something open', () => {
    const { stdout } = runCli(['trace', damaged, '--out', '--dport', '8080']);
    for (const line of [
      'sent unchanged · if (uid 1337 or gid 1337) and not on lo',
      'delivered here, port 8080 · if on lo and (not uid 1337, to 127.0.0.1, or from 127.0.0.6)',
      'delivered here, port 15001 (Envoy outbound) · unless uid/gid 1337 or on lo',
      'delivered here, port 15006 (Envoy inbound) · if uid 1337 on lo unless to 127.0.0.1 or from 127.0.0.6',
    ])
      assert.ok(stdout.includes(`${line}\n`), line);
    assert.match(stdout, /-s 127\.0\.0\.6\/32 -o lo -j RETURN {2}\(if from 127\.0\.0\.6\)\n/);
  });

  it('tells what is alike once, whether an endpoint is this host or another', () => {
    const args = ['--out', '--dport', '80', '--dst', '10.96.141.20', '--uid', '0'];
    const { stdout } = runCli(['trace', 'examples/kubernetes-node.iptables-save', ...args]);
    const lines = stdout.split('\n');
    const headings = lines.filter((line) => line !== '' && !line.startsWith(' '));
    assert.deepEqual(headings, [
      ...['10.244.1.12', '10.244.1.13', '10.244.2.7'].map(
        (address) =>
          `sent to ${address}:8080, some from this host's address (MASQUERADE) if ${address} is another host, or delivered here if it is this one · only by chance (33 %)`,
      ),
      'These are packets without a mark; others may end otherwise (--mark).',
    ]);
    assert.equal(lines.filter((line) => line === '  filter OUTPUT: as above').length, 2);
    assert.ok(lines.length < 100, stdout);
  });

  it('says of one answer that few words do not tell, that it is for all other cases', () => {
    const { stdout } = runCli(['trace', 'examples/docker-host.iptables-save', '--forward', '--proto', 'icmp']);
    assert.match(stdout, /^forwarded unchanged · in all other cases$/m);
    assert.doesNotMatch(stdout, /many conditions/);
  });

  it('sends what goes to a loopback address over lo', () => {
    const args = ['--out', '--proto', 'tcp', '--uid', '0', '--dst', '127.0.0.1', '--src', '127.0.0.1'];
    const [answer, ...others] = traceJson([damaged, ...args]);
    assert.equal(others.length, 0);
    assert.deepEqual(
      answer!.path.map(({ line }) => line),
      [11, 21, 4, null],
    );
  });

  it('prints JSON', () => {
    const step = (chain: string, rule: number | null, line: number, effect: string) => ({
      table: 'nat',
      chain,
      rule,
      line,
      effect,
    });
    const [answer, ...others] = traceJson([
      damaged,
      '--in',
      '--dport',
      '15021',
      '--src',
      '10.0.0.7',
      '--local',
      '10.0.0.5',
    ]);
    assert.equal(others.length, 0);
    assert.deepEqual(answer, {
      condition: null,
      path: [
        step('PREROUTING', 1, 10, 'jump ISTIO_INBOUND'),
        step('ISTIO_INBOUND', 4, 15, 'RETURN'),
        step('PREROUTING', null, 2, 'policy ACCEPT'),
        step('INPUT', null, 3, 'policy ACCEPT'),
      ],
      outcome: {
        kind: 'local',
        address: '10.0.0.5',
        port: 15021,
        source: null,
        line: 15,
        text: 'delivered here, port 15021 (Istio readiness)',
      },
      witness: {
        protocol: 'tcp',
        source: '10.0.0.7',
        destination: '10.0.0.5',
        sourcePort: 40000,
        port: 15021,
        tcpFlags: 'SYN',
        incoming: 'eth0',
        mark: '0x0',
        connmark: '0x0',
        state: 'NEW',
        connectionDirection: 'ORIGINAL',
      },
    });
  });

  it('puts each of several conditions in brackets of its own', () => {
    const rules =
      '-N A\n-A OUTPUT -o lo -j A\n-A OUTPUT ! -d 10.0.0.1/32 -m owner --uid-owner 7 -j A\n-A A -j REDIRECT --to-ports 1';
    const { stdout } = runCli(
      ['trace', '-', '--out', '--proto', 'tcp'],
      `*nat\n:OUTPUT ACCEPT [0:0]\n${rules}\nCOMMIT\n`,
    );
    assert.match(stdout, /sent unchanged · if \(not uid 7 and not on lo\) or \(to 10\.0\.0\.1 and not on lo\)\n/);
  });

  it('prints control characters of a dump in plain letters, and names of services are read', () => {
    const rule = '-A OUTPUT -p tcp -m tcp --dport 443 -m comment --comment "\x1b[31m\x9b0m" -j "\x07BELL"';
    const { stdout } = runCli(
      ['trace', '-', '--out', '--port', 'https'],
      `*nat\n:OUTPUT ACCEPT [0:0]\n${rule}\nCOMMIT\n`,
    );
    assert.match(stdout, /--comment "\\x1b\[31m\\x9b0m" -j "\\x07BELL"\n/);
    assert.doesNotMatch(stdout, /[\0-\x08\x0b-\x1f\x7f-\x9f]/);
  });

  it('reads standard input, of the family that is named', () => {
    const dump =
      '*nat\n:PREROUTING ACCEPT [0:0]\n-A PREROUTING -d 2001:db8::1/128 -p tcp -j DNAT --to-destination [2001:db8::2]:80\nCOMMIT\n';
    const args = ['-', '--in', '--proto', 'tcp', '--ipv6', '--dst', '2001:db8::1', '--local', '2001:db8::1'];
    const [answer] = traceJson(args, dump);
    assert.deepEqual(answer?.outcome, {
      kind: 'forwarded',
      address: '2001:db8::2',
      port: 80,
      source: null,
      line: 3,
      text: 'forwarded to [2001:db8::2]:80',
    });
  });

  it('has no answer where no such packet is', () => {
    assert.deepEqual(traceJson([damaged, '--in', '--dst', '10.0.0.1', '--local', '10.0.0.2']), []);
    const { stdout, status } = runCli(['trace', damaged, '--forward', '--dst', '127.0.0.1']);
    assert.equal(stdout, 'no such packet goes this way: they are for this host; ask with --in\n');
    assert.equal(status, 0);
    const why = (args: string[]) => runCli(['trace', damaged, ...args]).stdout;
    const other = 'no such packet goes this way: they are for another host; ask with --forward\n';
    assert.equal(why(['--in', '--dst', '8.8.8.8', '--local', '10.0.0.1']), other);
    const without = 'no such packet goes this way: there would be some without --dst\n';
    assert.equal(why(['--out', '--dst', '127.0.0.1', '--oface', 'eth0']), without);
  });

  it('sends from the addresses of this host, where they are told', () => {
    const answers = traceJson([damaged, '--out', '--dport', '80', '--local', '192.0.2.9/24,192.0.2.10']);
    for (const { witness } of answers) assert.match(witness.source, /^(?:192\.0\.2\.(?:9|10)|127\..*)$/);
    assert.ok(answers.length > 1);
  });

  it('says of loopback addresses from the network that routing drops them, unless it is told otherwise', () => {
    const table = '*raw\n:PREROUTING ACCEPT [0:0]\n-A PREROUTING -d 127.0.0.0/8 -j LOG\nCOMMIT\n';
    const nat = '*nat\n:PREROUTING ACCEPT [0:0]\n-A PREROUTING -p tcp --dport 80 -j DNAT --to 127.0.0.1\nCOMMIT\n';
    const ends = (args: string[], dump: string) =>
      traceJson(['-', '--in', ...args], dump).map(({ condition, outcome, path }) =>
        [condition, outcome.kind, path.length].join(' '),
      );
    const either = (dropped: number, local: number) => [
      `unless route_localnet is set for the interface that it comes in by dropped ${dropped}`,
      `if route_localnet is set for the interface that it comes in by local ${local}`,
    ];
    assert.deepEqual(ends(['--dst', '127.0.0.1'], table), either(2, 2));
    assert.deepEqual(ends(['--src', '127.0.0.1'], table), either(1, 1));
    assert.deepEqual(ends(['--dport', '80'], nat), either(1, 2));
    assert.deepEqual(ends(['--dport', '81'], nat), [' local 2']);
    const toOther = nat.replace('127.0.0.1', '10.0.0.1');
    assert.deepEqual(ends(['--dport', '80', '--dst', '127.0.0.1', '--local', '10.0.0.9'], toOther), [' forwarded 2']);
  });

  it('gives to the socket of TPROXY what comes for this host', () => {
    const [answer] = traceJson(['examples/istio-tproxy.iptables-save', '--in', '--port', '80', '--mark', '0']);
    assert.deepEqual(answer?.outcome, {
      kind: 'local',
      address: null,
      port: 15006,
      source: null,
      line: 27,
      text: 'delivered here, port 15006 (Envoy inbound)',
    });
  });

  for (const [args, message] of wrong) {
    it(`exits with 2: ${args.join(' ')}`, () => {
      const run = runCli(args);
      assert.equal(run.status, 2);
      assert.match(run.stderr, message);
      assert.match(run.stderr, /^iptables-lens: /);
      assert.equal(run.stdout, '');
    });
  }
});
