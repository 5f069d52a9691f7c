/** `iptables-lens trace` from outside: the ways in words with their lines, JSON, exit status. */

import assert from 'node:assert/strict';
import type { JsonAnswer } from '../../server/src/cli/trace';
import { runCli } from './run';

const damaged = 'examples/istio-damaged.iptables';
const toEnvoy = [
  '--out',
  '--protocol',
  'tcp',
  '--port',
  '8080',
  '--uid',
  '1000',
  '--gid',
  '1000',
  '--interface',
  'eth0',
  '--destination',
  '10.0.0.1',
];

const wrong: [args: string[], message: RegExp][] = [
  [['trace', 'no-such-file', '--in'], /cannot read no-such-file/],
  [['trace', damaged], /one of --in and --out/],
  [['trace', damaged, '--in', '--uid', '1337'], /--uid and --gid go with --out/],
  [['trace', damaged, '--in', '--gid', '0'], /--uid and --gid go with --out/],
  [['trace', 'no\x1b[2J', '--in'], /cannot read no\\x1b\[2J: /],
  [['trace', damaged, '--in', '--out'], /cannot be used with/],
  [['trace', damaged, '--in', '--port', 'x'], /--port: 'x' cannot be read/],
  [['trace', damaged, '--in', '--source', '2001:db8::1'], /--source: '2001:db8::1' cannot be read/],
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
      `OUTPUT → ISTIO_OUTPUT → ISTIO_REDIRECT → REDIRECT 15001 (Envoy outbound)
  ${damaged}:11: -A OUTPUT -p tcp -j ISTIO_OUTPUT
  ${damaged}:27: -A ISTIO_OUTPUT -j ISTIO_REDIRECT
  ${damaged}:28: -A ISTIO_REDIRECT -p tcp -j REDIRECT --to-ports 15001
`,
    );
  });

  it('prints every answer with its condition when the question leaves something open', () => {
    const { stdout } = runCli(['trace', damaged, '--out', '--protocol', 'tcp', '--port', '8080']);
    assert.match(stdout, /REDIRECT 15001 \(Envoy outbound\) · unless uid\/gid 1337, on lo, or to 127\.0\.0\.1\n/);
    assert.match(
      stdout,
      /REDIRECT 15006 \(Envoy inbound\) · if with uid 1337 on lo unless to 127\.0\.0\.1 or from 127\.0\.0\.6\n/,
    );
    assert.match(stdout, /RETURN → policy ACCEPT · if with gid 1337 unless uid 1337 or on lo\n/);
  });

  it('sends what goes to a loopback address over lo', () => {
    const answers = traceJson([
      damaged,
      '--out',
      '--protocol',
      'tcp',
      '--uid',
      '0',
      '--destination',
      '127.0.0.1',
      '--source',
      '127.0.0.1',
    ]);
    assert.deepEqual(
      answers.map(({ path }) => path.map(({ line }) => line)),
      [[11, 21, 4]],
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
    assert.deepEqual(traceJson([damaged, '--in', '--protocol', 'tcp', '--port', '15021']), [
      {
        condition: null,
        path: [
          step('PREROUTING', 1, 10, 'jump ISTIO_INBOUND'),
          step('ISTIO_INBOUND', 4, 15, 'RETURN'),
          step('PREROUTING', null, 2, 'policy ACCEPT'),
        ],
        outcome: { kind: 'passed', address: null, port: null, line: 2, text: 'policy ACCEPT' },
      },
    ]);
  });

  it('puts each of several conditions in brackets of its own', () => {
    const rules =
      '-N A\n-A OUTPUT -o lo -j A\n-A OUTPUT ! -d 127.0.0.1/32 -m owner --uid-owner 7 -j A\n-A A -j REDIRECT --to-ports 1';
    const { stdout } = runCli(['trace', '-', '--out'], `*nat\n:OUTPUT ACCEPT [0:0]\n${rules}\nCOMMIT\n`);
    assert.match(
      stdout,
      /policy ACCEPT · if \(everything unless uid 7 or on lo\) or \(to 127\.0\.0\.1 unless on lo\)\n/,
    );
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
    const args = ['-', '--in', '--protocol', 'tcp', '--ipv6', '--destination', '2001:db8::1'];
    const [answer] = traceJson(args, dump);
    assert.deepEqual(answer?.outcome, {
      kind: 'dnat',
      address: '2001:db8::2',
      port: '80',
      line: 3,
      text: 'DNAT [2001:db8::2]:80',
    });
  });

  it('has no answer where nat is not asked', () => {
    assert.deepEqual(traceJson([damaged, '--in', '--interface', 'lo']), []);
    assert.deepEqual(traceJson(['-', '--in'], '*filter\nCOMMIT\n'), []);
    const { stdout, status } = runCli(['trace', '-', '--in'], '*filter\nCOMMIT\n');
    assert.equal(stdout, 'standard input has no table nat, so it does not tell where packets go\n');
    assert.equal(status, 0);
  });

  it('says where another table may take packets before nat', () => {
    const tproxy = ['examples/istio-tproxy.iptables-save', '--in', '--port', '80'];
    const text = 'policy ACCEPT · nat only: mangle has TPROXY rules';
    assert.match(runCli(['trace', ...tproxy]).stdout, new RegExp(`^PREROUTING → ${text}\n`));
    assert.deepEqual(traceJson(tproxy)[0]?.outcome, { kind: 'passed', address: null, port: null, line: 32, text });
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
