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
  [
    'systemd',
    [
      '[Service]',
      'ExecStart=/opt/rules.sh',
      'ExecReload=iptables -w -F INPTU',
      'ExecReload=iptables -w -F FORWRAD',
      'ExecReload=-iptables -w -F OUTPTU',
      'ExecReload=iptables -w -F DOCKER-USER',
      'ExecStop=iptables -w -t nat -D PREROUTNIG -j RETURN',
      'ExecStop=iptables -w -D INPUT -j DROP',
    ],
    '3 undefined-chain',
    '4 undefined-chain',
    '7 undefined-chain',
  ],
  ['dockerfile', ['FROM debian', 'RUN iptables -A INPUT -j DROP']],
  ['dockerfile', ['FROM debian', 'CMD iptables -w -t nat -A OUTPUT -j ACCEPT'], '2 not-idempotent'],
];

const messages: readonly (readonly [form: ScriptForm, text: string, message: string])[] = [
  [
    'shell',
    'set -e\niptables -w -A INPTU -j DROP',
    'The chain INPTU is not made in this script, so this fails and ends the script unless the machine has it. Did you mean INPUT?',
  ],
  [
    'systemd',
    '[Service]\nExecStart=iptables -w -A INPTU -j DROP',
    'The chain INPTU is not made in this unit, so this fails and stops the unit unless the machine has it. Did you mean INPUT?',
  ],
  [
    'systemd',
    '[Service]\nExecStop=iptables -w -D INPTU -j DROP',
    'The chain INPTU is not made in this unit, so this fails unless the machine has it. Did you mean INPUT?',
  ],
  [
    'dockerfile',
    'FROM x\nRUN iptables -w -A INPTU -j DROP',
    'The chain INPTU is not made in this Dockerfile, so this fails and ends the build unless the machine has it. Did you mean INPUT?',
  ],
];

describe('messages in files with shell', () => {
  for (const [form, text, message] of messages)
    it(message, async () => {
      const found = await findingsOfScript(text, form);
      assert.deepEqual(
        found.map((each) => each.message),
        [message],
      );
    });
});

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
