/** `iptables-lens check` from outside: output, JSON, fixes, exit status. */

import assert from 'node:assert/strict';
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { JsonFinding } from '../../server/src/cli/check';
import { runCli } from './run';

const damaged = 'examples/istio-damaged.iptables';
const mended = 'examples/istio-mended.iptables';

describe('iptables-lens check', () => {
  let folder = '';
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'iptables-lens-cli-'));
  });
  after(() => rmSync(folder, { recursive: true }));

  const file = (name: string, text: string | Uint8Array) => {
    const path = join(folder, name);
    writeFileSync(path, text);
    return path;
  };

  it('prints nothing and exits with 0 on a clean dump', () => {
    assert.deepEqual(runCli(['check', mended]), { status: 0, stdout: '', stderr: '' });
  });

  it('prints findings like a compiler and exits with 1', () => {
    const { status, stdout } = runCli(['check', damaged]);
    assert.equal(status, 1);
    assert.match(stdout, /^examples\/istio-damaged\.iptables:5:17: error: accpt .* \[unknown-policy\]$/m);
  });

  it('prints one JSON array over all files', () => {
    const { status, stdout } = runCli(['check', '--json', damaged, mended, damaged]);
    const findings = JSON.parse(stdout) as JsonFinding[];
    assert.equal(status, 1);
    const policy = findings.filter(({ code }) => code === 'unknown-policy');
    assert.equal(policy.length, 2);
    const { message, ...rest } = policy[0]!;
    assert.match(message, /ACCEPT or DROP/);
    assert.deepEqual(rest, {
      file: damaged,
      line: 5,
      column: 17,
      endLine: 5,
      endColumn: 22,
      severity: 'error',
      code: 'unknown-policy',
      refusedBy: { legacy: 'test' },
    });
  });

  it('prints an empty array for a clean dump', () => {
    assert.deepEqual(runCli(['check', '--json', mended]), { status: 0, stdout: '[]\n', stderr: '' });
  });

  it('lets no control character of a dump reach the terminal', () => {
    const { stdout } = runCli(['check', '-'], '*filter\n-A \x1b[2J\x9b -j ACCEPT\nCOMMIT\n');
    assert.match(stdout, /\\x1b\[2J\\x9b/);
    assert.doesNotMatch(stdout, /[\x1b\x9b]/);
  });

  it('reads standard input', () => {
    const { status, stdout } = runCli(['check', '-'], '*filter\n-A INPUT -j NOWHERE\nCOMMIT\n');
    assert.equal(status, 1);
    assert.match(stdout, /^-:2:13: warning: /);
  });

  it('names each file that it cannot read, checks the others, and exits with 2', () => {
    const { status, stdout, stderr } = runCli(['check', '/nonexistent', damaged, folder]);
    assert.equal(status, 2);
    assert.match(stdout, /unknown-policy/);
    assert.equal(
      stderr,
      `iptables-lens: cannot read /nonexistent: there is no such file\niptables-lens: cannot read ${folder}: it is a directory\n`,
    );
  });

  it('exits with 2 on wrong arguments', () => {
    for (const args of [['check'], ['check', '--nonsense', mended], ['check', '--write', mended], ['nonsense']]) {
      assert.equal(runCli(args).status, 2, args.join(' '));
    }
  });

  it('changes and drops severities', () => {
    const all = ['unknown-policy=off', 'unknown-built-in-chain=hint'].flatMap((each) => ['--severity', each]);
    const { stdout } = runCli(['check', '--json', ...all, damaged]);
    const findings = JSON.parse(stdout) as JsonFinding[];
    assert.equal(
      findings.some(({ code }) => code === 'unknown-policy'),
      false,
    );
    assert.equal(findings.find(({ code }) => code === 'unknown-built-in-chain')?.severity, 'hint');
    assert.match(runCli(['check', '--severity', 'nonsense=off', mended]).stderr, /there is no code nonsense/);
  });

  it('judges by the backend that is asked for', () => {
    const path = file('no-newline.iptables', '*filter\n:INPUT ACCEPT [0:0]\nCOMMIT');
    const stdoutFor = (...backend: string[]) => runCli(['check', ...backend, path]).stdout;
    assert.match(
      stdoutFor(),
      /iptables-legacy-restore refuses it; the nf_tables one does not\. \[missing-final-newline\]/,
    );
    assert.match(stdoutFor('--backend', 'legacy'), /Enter\. iptables-restore refuses it\. \[missing-final-newline\]/);
    assert.equal(stdoutFor('--backend', 'nf_tables'), '');
    assert.equal(runCli(['check', '--backend', 'nft', path]).status, 2);
  });

  it('fails on the severity that is asked for', () => {
    const unused =
      '*filter\n:INPUT ACCEPT [0:0]\n:FORWARD ACCEPT [0:0]\n:OUTPUT ACCEPT [0:0]\n:UNUSED - [0:0]\nCOMMIT\n';
    assert.equal(runCli(['check', '-'], unused).status, 0);
    assert.equal(runCli(['check', '--fail-on', 'hint', '-'], unused).status, 1);
  });

  it('takes a file for the family that is asked for', () => {
    const rule = '*filter\n-A INPUT -f -j ACCEPT\nCOMMIT\n';
    assert.equal(runCli(['check', '--ipv4', '-'], rule).status, 0);
    assert.equal(runCli(['check', '--ipv4', '--ipv6', '-'], rule).status, 2);
  });

  it('prints the mended dump, what is left on standard error, and leaves the file alone', () => {
    const { status, stdout, stderr } = runCli(['check', '--fix', damaged]);
    assert.equal(stdout, readFileSync(mended, 'utf8'));
    assert.deepEqual({ status, stderr }, { status: 0, stderr: '' });
  });

  it('puts the mended dump back in one step, with its permissions, through a link', () => {
    const own = join(folder, 'own');
    mkdirSync(own);
    const path = join(own, 'dump.iptables');
    writeFileSync(path, readFileSync(damaged));
    chmodSync(path, 0o640);
    const link = join(folder, 'link.iptables');
    symlinkSync(path, link);
    assert.deepEqual(runCli(['check', '--fix', '--write', link]), { status: 0, stdout: '', stderr: '' });
    assert.equal(readFileSync(path, 'utf8'), readFileSync(mended, 'utf8'));
    assert.equal(statSync(path).mode & 0o777, 0o640);
    assert.deepEqual(readdirSync(own), ['dump.iptables']);
  });

  it('does not write what it cannot write back whole', () => {
    const bytes = Buffer.concat([readFileSync(damaged), Buffer.from('\n# \xe9\n', 'latin1')]);
    const path = file('latin1.iptables', bytes);
    const { status, stderr } = runCli(['check', '--fix', '--write', path]);
    assert.equal(status, 2);
    assert.match(stderr, /not UTF-8/);
    assert.deepEqual(readFileSync(path), bytes);
    const printed = runCli(['check', '--fix', path]);
    assert.deepEqual([printed.status, printed.stdout], [2, '']);
    assert.equal(runCli(['check', '--fix', '--write', '-'], '*filter\n').status, 2);
    assert.equal(runCli(['check', '--fix', mended, mended]).status, 2);
  });
});
