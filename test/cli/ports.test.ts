// `iptables-lens ports`: the table, the JSON, the exit status.
import { strict as assert } from 'node:assert';
import { runCli } from './run';

const dump = '*filter\n:INPUT ACCEPT [0:0]\n-A INPUT -p tcp -m tcp --dport 22 -j DROP\nCOMMIT\n';

describe('iptables-lens ports', () => {
  it('prints a table', () => {
    const { stdout, status } = runCli(['ports', '-'], dump);
    assert.ok(
      stdout.startsWith(
        'in tcp\n  22              dropped by rule 1 of INPUT in filter (line 3)\n  0-21, 23-65535  itself (line 2)\n\nin udp\n',
      ),
      stdout,
    );
    assert.equal(status, 0);
  });

  it('prints JSON', () => {
    const { sections, notes } = JSON.parse(runCli(['ports', '-', '--json'], dump).stdout);
    assert.deepEqual(notes, []);
    assert.deepEqual(sections[0], {
      direction: 'in',
      title: 'tcp',
      protocol: 'tcp',
      rows: [
        {
          ports: [{ from: 22, to: 22 }],
          outcome: {
            kind: 'dropped',
            address: null,
            port: null,
            source: null,
            line: 3,
            text: 'dropped by rule 1 of INPUT in filter',
          },
          condition: null,
        },
        {
          ports: [
            { from: 0, to: 21 },
            { from: 23, to: 65535 },
          ],
          outcome: { kind: 'local', address: null, port: null, source: null, line: 2, text: 'itself' },
          condition: null,
        },
      ],
    });
  });

  it('exits with 2 when the text is no dump', () => {
    for (const text of ['', 'Dear all,\n', '# a comment\nCOMMIT\n']) {
      const { status, stderr, stdout } = runCli(['ports', '-'], text);
      assert.deepEqual([status, stdout], [2, '']);
      assert.match(stderr, /^iptables-lens: standard input holds no table/);
    }
  });

  it('exits with 2 when there is no such file', () => {
    const { status, stderr, stdout } = runCli(['ports', 'nowhere.iptables']);
    assert.equal(status, 2);
    assert.match(stderr, /^iptables-lens: cannot read nowhere\.iptables: there is no such file/);
    assert.equal(stdout, '');
  });
});

describe('iptables-lens check with expectations', () => {
  const expecting = (words: string) => runCli(['check', '-'], `${dump}# expect: ${words}\n`);

  it('exits with 0 when they are fulfilled', () => assert.equal(expecting('in tcp 22 -> drop').status, 0));

  it('exits with 1 when one is not, and says what happens instead', () => {
    const { status, stdout } = expecting('in tcp 22 -> itself');
    assert.equal(status, 1);
    assert.match(
      stdout,
      /5:24: error: These packets are dropped by rule 1 of INPUT in filter \(line 3\)\..*\[failed-expectation\]/,
    );
  });

  it('exits with 1 when one cannot be read, whatever is let pass', () => {
    const { status } = runCli(['check', '-', '--fail-on', 'error'], `${dump}# expect: in tcp 22 => drop\n`);
    assert.equal(status, 1);
  });
});
