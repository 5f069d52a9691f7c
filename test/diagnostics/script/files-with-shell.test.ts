// Units and Dockerfiles: a unit is stopped before it starts again, and each RUN begins with empty tables.
import { strict as assert } from 'node:assert';
import type { ScriptForm } from '../../../server/src/shell/read-script';
import { findingsOfScript } from './support';

const cases: readonly (readonly [form: ScriptForm, lines: string[], ...findings: string[]])[] = [
  [
    'systemd',
    ['[Service]', 'ExecStart=iptables -w -t nat -N X', 'ExecStart=iptables -w -t nat -A OUTPUT -j X'],
    '2 not-idempotent',
  ],
  [
    'systemd',
    [
      '[Service]',
      'ExecStart=iptables -w -t nat -A OUTPUT -j ACCEPT',
      'ExecStart=iptables -w -t nat -A OUTPUT -p tcp -j ACCEPT',
      'ExecStop=iptables -w -t nat -D OUTPUT -j ACCEPT',
    ],
    '3 rule-after-drop',
    '3 not-idempotent',
  ],
  [
    'systemd',
    [
      '[Service]',
      'ExecStart=iptables -w -t nat -N X',
      'ExecStart=iptables -w -t nat -A OUTPUT -j X',
      'ExecStop=iptables -w -t nat -D OUTPUT -j X',
      'ExecStopPost=-iptables -w -t nat -X X',
    ],
  ],
  [
    'systemd',
    ['[Service]', 'ExecStart=iptables -w -t nat -N X', 'ExecReload=iptables -w -t nat -X X'],
    '2 not-idempotent',
  ],
  ['dockerfile', ['FROM debian', 'RUN iptables -A INPUT -j DROP']],
  ['dockerfile', ['FROM debian', 'CMD iptables -w -t nat -A OUTPUT -j ACCEPT'], '2 not-idempotent'],
];

describe('findings in files with shell', () => {
  for (const [form, lines, ...expected] of cases)
    it(lines.join('; '), async () => {
      const found = await findingsOfScript(lines.join('\n'), form);
      assert.deepEqual(
        found.map(({ line, code }) => `${line + 1} ${code}`),
        expected,
      );
    });
});
