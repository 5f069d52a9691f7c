/** `iptables-lens reach` from outside: the answer in words, and exit status. */

import assert from 'node:assert/strict';
import { runCli } from './run';

const mended = 'examples/istio-mended.iptables';

const answers: [args: string[], output: string][] = [
  [
    [mended, '28'],
    'sent by this host: tcp unless uid/gid 1337 or on lo\n' +
      '  for example out tcp 80 from 10.0.0.2 to 10.0.0.1 iface eth0 uid 1000 gid 1000\n',
  ],
  [[mended, '23'], 'no packet: rule 3 of ISTIO_OUTPUT takes every packet on lo unless uid 1337, rule 4 the others\n'],
];

const wrong: [args: string[], message: RegExp][] = [
  [['no-such-file', '1'], /cannot read no-such-file/],
  [['package.json', '--listener', '80'], /package\.json holds no table/],
  [[mended], /give either a line or --listener/],
  [[mended, '18', '--listener', '15006'], /give either a line or --listener/],
  [[mended, '0'], /line: '0' is not a number from 1 to \d+/],
  [[mended, '999'], /line: '999' is not a number/],
  [[mended, '1'], /line 1 has no rule and no built-in chain/],
  [[mended, '--listener', 'http'], /--listener: 'http' is not a number from 1 to 65535/],
];

describe('iptables-lens reach', function () {
  this.timeout(60_000);

  it('tells which packets get there', () => {
    for (const [args, output] of answers) {
      const run = runCli(['reach', ...args]);
      assert.deepEqual([run.status, run.stdout], [0, output], args.join(' '));
    }
  });

  it('says what is wrong with its arguments', () => {
    for (const [args, message] of wrong) {
      const run = runCli(['reach', ...args]);
      assert.equal(run.status, 2, args.join(' '));
      assert.match(run.stderr, message);
      assert.equal(run.stdout, '');
    }
  });
});
