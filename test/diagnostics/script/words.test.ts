// Chains that a script jumps to: misspelt targets are told, chains that it may make are not.
import { strict as assert } from 'node:assert';
import { diagnoseScript } from '../../../server/src/diagnostics/script/index';
import { readEffect } from '../../../server/src/effect/read-effect';
import { shellParser } from '../../support/shell-steps';

const cases: [script: string, targets: number][] = [
  ['iptables -w -A INPUT -j log', 1],
  ['iptables -w -N "$C"; iptables -w -A INPUT -j log', 0],
  ['f() { ip6tables -w -N $1; }; iptables -w -A INPUT -j log', 0],
  ['iptables -w -N log; ip6tables -w -A INPUT -j log', 0],
  ['iptables -w -t nat -N other; iptables -w -A INPUT -j log', 1],
];

describe('targets that are no chains of the script', () => {
  for (const [script, targets] of cases)
    it(script, async () => {
      const findings = diagnoseScript(readEffect(script, await shellParser()));
      const told = findings.filter(({ code, severity }) => code === 'unknown-target' && severity === 'error');
      assert.equal(told.length, targets);
    });
});
