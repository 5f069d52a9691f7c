/** `iptables-lens diagram` from outside: SVG, Mermaid, chains, exit status. */

import assert from 'node:assert/strict';
import { runCli } from './run';

const mended = 'examples/istio-mended.iptables';

const wrong: [args: string[], message: RegExp][] = [
  [['no-such-file', '--svg'], /cannot read no-such-file/],
  [['.ci/run', '--svg'], /nothing in \.ci\/run changes a table/],
  [[mended], /one of --svg and --mermaid is needed/],
  [[mended, '--svg', '--mermaid'], /cannot be used with/],
  [[mended, '--svg', '--chains', 'filter'], /--chains: there is no table 'filter'; there is nat/],
  [[mended, '--mermaid', '--chains', ''], /there is no table ''/],
  [['no\x1b[2J', '--svg'], /cannot read no\\x1b\[2J: /],
];

describe('iptables-lens diagram', function () {
  this.timeout(30_000);

  it('draws the data plane as SVG', () => {
    const { status, stdout, stderr } = runCli(['diagram', mended, '--svg']);
    assert.equal(status, 0, stderr);
    assert.match(stdout, /^<svg xmlns=/);
    assert.match(stdout, /<\/svg>\n$/);
    for (const words of ['Client', 'redirects inbound tcp to 15006', 'Envoy outbound :15001', 'Next service'])
      assert.ok(stdout.includes(words), words);
  });

  it('draws the data plane, and the chains of a table, as Mermaid', () => {
    assert.match(runCli(['diagram', mended, '--mermaid']).stdout, /^flowchart TD\n {2}accTitle: The data plane\n/);
    const chains = runCli(
      ['diagram', '-', '--mermaid', '--chains', 'nat'],
      '*nat\n:A - [0:0]\n-A OUTPUT -j A\nCOMMIT\n',
    );
    assert.equal(chains.status, 0, chains.stderr);
    assert.match(chains.stdout, /\n {2}box0 -->\|"rule 1"\| box1\n/);
  });

  for (const [args, message] of wrong) {
    it(`refuses ${JSON.stringify(args)}`, () => {
      const { status, stdout, stderr } = runCli(['diagram', ...args]);
      assert.deepEqual([status, stdout], [2, '']);
      assert.match(stderr, message);
    });
  }
});
