// What the fixes of findings make of scripts, and how messages are worded.
import { strict as assert } from 'node:assert';
import { scriptChecks } from '../../../server/src/diagnostics/script/index';
import type { ScriptForm } from '../../../server/src/shell/read-script';
import { plantedInOrder } from './planted-faults';
import { findingsOfScript, mended } from './support';

/** Scripts, the code of the finding whose fixes are looked at, and the script after each of them. */
const fixes: readonly (readonly [script: string, code: string, ...after: string[]])[] = [
  ['iptables -F', 'missing-wait', 'iptables -w -F'],
  ['iptables -F\n$IPT -X', 'missing-wait', 'iptables -w -F\n$IPT -w -X'],
  ['f() { iptables "$@"; }\nf -F\nf -X', 'missing-wait', 'f() { iptables -w "$@"; }\nf -F\nf -X'],
  [
    'iptables-restore <<E\n*nat\n-A OUTPUT -j X\nCOMMIT\nE',
    'missing-wait',
    'iptables-restore -w <<E\n*nat\n-A OUTPUT -j X\nCOMMIT\nE',
  ],
  ['iptables -w -N X', 'not-idempotent', 'iptables -w -N X 2>/dev/null || iptables -w -F X'],
  ['iptables --new-chain X', 'not-idempotent', 'iptables --new-chain X 2>/dev/null || iptables -F X'],
  [
    'iptables -t nat -I OUTPUT 1 -p tcp -j ACCEPT',
    'not-idempotent',
    'iptables -t nat -C OUTPUT -p tcp -j ACCEPT 2>/dev/null || iptables -t nat -I OUTPUT 1 -p tcp -j ACCEPT',
  ],
  [
    'sudo iptables -A INPUT -s "$NET" -j DROP',
    'not-idempotent',
    'sudo iptables -C INPUT -s "$NET" -j DROP 2>/dev/null || sudo iptables -A INPUT -s "$NET" -j DROP',
  ],
  ['sudo -n iptables -N X', 'not-idempotent', 'sudo -n iptables -N X 2>/dev/null || sudo -n iptables -F X'],
  ['exec iptables -A INPUT -j DROP', 'not-idempotent'],
  [
    'sh -c "iptables -A INPUT -j DROP"',
    'not-idempotent',
    'sh -c "iptables -C INPUT -j DROP 2>/dev/null || iptables -A INPUT -j DROP"',
  ],
  ['iptables -A INPUT \\\n  -j DROP', 'not-idempotent'],
  [
    'O="-p tcp --dport 80"\niptables -A INPUT $O -j DROP',
    'not-idempotent',
    'O="-p tcp --dport 80"\niptables -C INPUT $O -j DROP 2>/dev/null || iptables -A INPUT $O -j DROP',
  ],
  [
    'iptables -N X 2>/dev/null || :; iptables -E X Y',
    'not-idempotent',
    'iptables -N X 2>/dev/null || :; iptables -E X Y 2>/dev/null || true',
  ],
  ['iptables -D INPUT -j DROP; x', 'delete-without-match', 'iptables -D INPUT -j DROP 2>/dev/null || true; x'],
  [
    'set -e\niptables -D INPUT -j LOG 2>/dev/null',
    'delete-without-match',
    'set -e\niptables -D INPUT -j LOG 2>/dev/null || true',
  ],
  ['sh -c "iptables -F X"', 'undefined-chain', 'sh -c "iptables -F X 2>/dev/null || true"'],
  ['sudo iptables -X X # now', 'undefined-chain', 'sudo iptables -X X 2>/dev/null || true # now'],
  ['f() { iptables -D "$@"; }\nf INPUT -j DROP', 'delete-without-match'],
  ['f() { iptables "$@"; }\nf -D INPUT -j DROP', 'delete-without-match'],
  [
    '[Service]\nExecStart=iptables -D INPUT -j DROP',
    'delete-without-match',
    '[Service]\nExecStart=-iptables -D INPUT -j DROP',
  ],
  ['[Service]\nExecStart=iptables -A INPUT -j DROP', 'not-idempotent'],
  [
    'FROM x\nCMD ["iptables", "-D", "INPUT", "1"]\nCMD ["iptables", "-D", "INPUT", "-j", "LOG"]',
    'delete-without-match',
  ],
  ['iptables -A POSTROUTING -j MASQUERADE', 'missing-table-flag', 'iptables -t nat -A POSTROUTING -j MASQUERADE'],
  [
    'f() { iptables "$@"; }\nf -A POSTROUTING -j MASQUERADE',
    'missing-table-flag',
    'f() { iptables "$@"; }\nf -t nat -A POSTROUTING -j MASQUERADE',
  ],
  ['f() { iptables -A "$@"; }\nf POSTROUTING -j MASQUERADE', 'missing-table-flag'],
  ['iptables -t nta -F', 'unknown-table', 'iptables -t nat -F'],
  ['iptables "-tnta" -F', 'unknown-table'],
  ['iptables -A INPTU -j DROP', 'undefined-chain', 'iptables -A INPUT -j DROP'],
  ['iptables -N WEB\niptables -A WBE -j DROP', 'undefined-chain', 'iptables -N WEB\niptables -A WEB -j DROP'],
  ['C="iptables -X"\neval "$C"\niptables -F', 'missing-wait', 'C="iptables -X"\neval "$C"\niptables -w -F'],
  ['for c in INPTU; do iptables -A $c -j DROP; done', 'undefined-chain'],
  ['iptables -A INPUT "-jDROP"', 'malformed-rule'],
  ['iptables -A INPUT "-j DROP"', 'malformed-rule', 'iptables -A INPUT -j DROP'],
  ['M="-p tcp"\niptables -A INPUT "$M" -j DROP', 'malformed-rule', 'M="-p tcp"\niptables -A INPUT $M -j DROP'],
  ["iptables '-t nat' -F", 'malformed-rule', 'iptables -t nat -F'],
];

function formOf(script: string): ScriptForm {
  return script.startsWith('[Service]') ? 'systemd' : script.startsWith('FROM') ? 'dockerfile' : 'shell';
}

describe('fixes in scripts', () => {
  for (const [script, code, ...after] of fixes)
    it(`${code}: ${JSON.stringify(script)}`, async () => {
      const finding = (await findingsOfScript(script, formOf(script))).find((each) => each.code === code);
      assert.ok(finding);
      assert.deepEqual(
        finding.fixes.map((fix) => mended(script, fix)),
        after,
      );
    });
});

describe('messages of the checks of scripts', () => {
  const scripts = [
    ...plantedInOrder.map(([lines]) => lines.replace(/[«»]/g, '').replace(/^/gm, 'iptables ')),
    ...fixes.map(([script]) => script),
    'iptables -A INPUT -j DROP; iptables -A INPUT -p tcp -j DROP',
    'iptables-restore -n <<E\n*filter\n-A INPUT -j DROP\nCOMMIT\nE',
  ];
  for (const { code } of scriptChecks)
    it(`${code}: at most two sentences, none too long`, async () => {
      const findings = (await Promise.all(scripts.map((script) => findingsOfScript(script)))).flat();
      const messages = new Set(findings.filter((each) => each.code === code).map(({ message }) => message));
      assert.notEqual(messages.size, 0, 'no script shows it');
      for (const message of messages) {
        assert.ok(message.length <= 200, `${message.length} characters: ${message}`);
        assert.ok(message.split(/[.?!] (?=[A-Z])/).length <= 2, message);
      }
    });
});
