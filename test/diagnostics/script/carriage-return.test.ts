// Line ends of Windows in scripts: one finding, and what shells really do with such a script.
import { strict as assert } from 'node:assert';
import type { Finding } from '../../../server/src/diagnostics/finding';
import { runForReal } from '../../support/real-shell';
import { findingsOfScript, mended } from './support';

const returns = (findings: readonly Finding[]) => findings.filter(({ code }) => code === 'carriage-return');

async function check(script: string, ...wanted: string[]): Promise<void> {
  const found = returns(await findingsOfScript(script));
  assert.deepEqual(
    found.map(({ line, span }) => `${line}:${span.start}-${span.end}`),
    wanted,
  );
}

describe('line ends of Windows in scripts', () => {
  it('are told once, where the first matters', async () => {
    await check('#!/bin/sh\r\niptables -A INPUT -j DROP\r\n', '0:9-10');
    await check('iptables -A INPUT -j DROP\r\niptables -A INPUT -j DROP\r\n', '0:25-26');
    await check('# rules\r\n\r\niptables -F\n', '1:0-1');
    await check('iptables-restore <<E\r\n*filter\r\nCOMMIT\r\nE\r\n', '0:20-21');
  });
  it('are not told where they do no harm', async () => {
    await check('# rules\r\niptables -F\n');
    await check('echo\r\n');
    await check('iptables -A INPUT -j DROP\n');
    assert.deepEqual(returns(await findingsOfScript('FROM a\r\nRUN iptables -F\r\n', 'dockerfile')), []);
  });
  it('become LF', async () => {
    const script = 'if true; then\r\niptables -F\r\nfi';
    const [finding] = returns(await findingsOfScript(script));
    assert.equal(mended(script, finding!.fixes[0]!), 'if true; then\niptables -F\nfi');
  });
  for (const shell of ['sh', 'bash'] as const)
    it(`are letters to ${shell}`, () => {
      const words = runForReal(shell, 'iptables -A INPUT -j DROP\r\niptables -F \r\n').map((call) => call.words);
      assert.deepEqual(words, [
        ['iptables', '-A', 'INPUT', '-j', 'DROP\r'],
        ['iptables', '-F', '\r'],
      ]);
      assert.deepEqual(runForReal(shell, 'if true; then\r\niptables -F\r\nfi\r\n'), []);
    });
});
