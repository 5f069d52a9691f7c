// The sample scripts give the findings that are written down, and no others; values that are not known give none.
import { strict as assert } from 'node:assert';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Finding } from '../../../server/src/diagnostics/finding';
import { findingsOfScript } from './support';

const folder = join(__dirname, '../../fixtures/scripts');
const scripts = readdirSync(folder).filter((name) => name.endsWith('.sh'));
const written = readFileSync(join(__dirname, 'sample-findings.txt'), 'utf8').split('\n').filter(Boolean);

/** `nat-router.sh:3 missing-wait: iptables`: the line, the code, and the words that are marked. */
function told(name: string, text: string, { line, span, code, severity }: Finding): string {
  const shown = severity === 'hint' ? code : `${severity} ${code}`;
  return `${name}:${line + 1} ${shown}: ${text.split('\n')[line]!.slice(span.start, span.end)}`;
}

describe('findings of the sample scripts', () => {
  for (const name of scripts)
    it(name, async () => {
      const text = readFileSync(join(folder, name), 'utf8');
      const found = (await findingsOfScript(text)).map((finding) => told(name, text, finding));
      assert.deepEqual(
        found,
        written.filter((line) => line.startsWith(`${name}:`)),
      );
    });
  it('are written down only for scripts that there are', () => {
    const named = new Set(written.map((line) => line.slice(0, line.indexOf(':'))));
    assert.deepEqual(
      [...named].filter((name) => !scripts.includes(name)),
      [],
    );
  });
});

/** Scripts in which what matters is not known; `?` stands for each of the unknown values. */
const withUnknown = [
  'iptables -A INPUT -p tcp --dport ? -j ACCEPT',
  'iptables -A INPUT -p ? --dport 80 -j ACCEPT',
  'iptables -A INPUT -p tcp -m ? --dports 80 -j ACCEPT',
  'iptables -A INPUT -m ? --something-of-it 80 -j ACCEPT',
  'iptables -A INPUT -s ? -d ? -j ?',
  'iptables -A INPUT -s 10.0.0.0/? -j ACCEPT',
  'iptables -A INPUT -p tcp --dport ?:? -j DROP',
  'iptables -A INPUT -j ? --to-destination 10.0.0.1',
  'iptables -A INPUT -i ? -m mark --mark ?/? -j ACCEPT',
  'iptables -A INPUT -m comment --comment ? -j ACCEPT',
  'iptables -A INPUT -j LOG --log-prefix ?',
  'iptables -A INPUT -j REJECT --reject-with ?',
  'iptables -A ? -p tcp -j ACCEPT',
  'iptables -A ? -o eth0 -i eth1 -j ACCEPT',
  'iptables -A $CHAIN -j ? --to-destination 10.0.0.1',
  'iptables -A PREROUTING ? -j DNAT --to-destination 10.0.0.1',
  'iptables -t ? -A PREROUTING -j DNAT --to-destination 10.0.0.1',
  'iptables -t ? -A POSTROUTING -j MASQUERADE',
  'iptables -t ? -N X; iptables -t ? -X X',
  'iptables -N ?; iptables -A INPUT -j ?',
  'iptables -N ?; iptables -N ?; iptables -A ? -j DROP; iptables -X ?',
  'set -e; read C; iptables -N ?; read C; iptables -N ?; iptables -A ? -j DROP; iptables -A ? -p tcp -j DROP',
  'iptables -P ? ?',
  'iptables -P INPUT ?',
  'iptables -I INPUT ? -j ACCEPT',
  'iptables -D INPUT ?',
  'iptables ? INPUT -p tcp -j ACCEPT',
  'iptables ?',
  'iptables ? ?',
  '? -A INPUT -p tcp -j ACCEPT',
  'for p in ?; do iptables -A INPUT -p tcp --dport $p -j ACCEPT; done',
  'ipt() { iptables ? "$@"; }; ipt -A INPUT -p tcp --dport ? -j ACCEPT',
  'iptables-restore <<EOF\n*?\n:INPUT ACCEPT [0:0]\n-A INPUT -p tcp --dport ? -j ACCEPT\nCOMMIT\nEOF',
  'iptables-restore <<EOF\n*filter\n?\n-A INPUT -s ? -j ?\nCOMMIT\nEOF',
  'iptables-restore <<EOF\n*filter\n:? - [0:0]\n-A ? -j DROP\nCOMMIT\nEOF',
  'iptables-restore <<EOF\n?\nEOF',
  'iptables-restore < ?',
  'printf "%s\\n" "*filter" ? COMMIT | iptables-restore -n',
];

/** How a value can be unknown. */
const unknownValues = [
  '$IPTABLES_VALUE',
  '"$IPTABLES_VALUE"',
  '$(cat file)',
  '"$(uname -r)"',
  '`cat file`',
  '$VALUE$OTHER',
];

describe('values that are not known', () => {
  for (const script of withUnknown)
    for (const value of unknownValues) {
      const text = `${script.replaceAll('?', () => value)}\n`;
      it(JSON.stringify(text), async () => {
        const found = (await findingsOfScript(text)).filter(({ severity }) => severity !== 'hint');
        assert.deepEqual(
          found.map(({ code, message }) => `${code}: ${message}`),
          [],
        );
      });
    }
});
