/** "Trace a Packet…" on the screen: asked by the keyboard, the path as a tree to walk, its lines shown and marked. */

import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { actUntilVisible, eventually, goToStart, patience, runCommand, writtenBehindLines } from './editor';
import { useVsCode } from './vs-code';

describe('a packet traced on the screen', function () {
  this.timeout(4 * patience);
  const vsCode = useVsCode();

  it('is asked for in words, and its path is walked by the keyboard', async () => {
    const { page } = await vsCode.open('istio-mended.iptables');
    await goToStart(page);
    await askFor(page, 'out tcp 8080 to 10.0.0.1 uid 1000 gid 1000 iface eth0');
    const rows = await pathRows(page, (texts) => texts.some((text) => text.includes('REDIRECT 15001')));
    assert.match(rows[0] ?? '', /^delivered here, port 15001 \(Envoy outbound\)/);
    assert.ok(
      rows.some((row) => /^not rule 8 ?-d 127\.0\.0\.1\/32, but to 10\.0\.0\.1$/.test(row)),
      JSON.stringify(rows),
    );
    await page.locator('.statusbar-item', { hasText: 'Ln 1, Col 1' }).waitFor();
    await walkTo(page, 'REDIRECT --to-ports 15001', 28);
    const marks = await eventually(
      () => writtenBehindLines(page),
      (found) => found.some((text) => text.includes('REDIRECT 15001')),
    );
    assert.ok(
      marks.some((text) => /← \d+ · REDIRECT 15001 \(Envoy outbound\)/.test(text)),
      JSON.stringify(marks),
    );
    assert.ok(marks.some((text) => text.includes('✗ -d 127.0.0.1/32, but to 10.0.0.1')));
  });
});

/** Runs the command, types the question in place of the offered one, and takes it once its answer is shown. */
async function askFor(page: Page, question: string): Promise<void> {
  await runCommand(page, 'iptables Lens: Trace a Packet');
  const input = page.locator('.quick-input-widget input[type="text"]');
  const row = page.locator('.quick-input-list .monaco-list-row', { hasText: question });
  const answer = row.filter({ hasText: '→' });
  await actUntilVisible(answer, () => input.fill(question));
  await page.keyboard.press('Enter');
}

async function pathRows(page: Page, isRight: (texts: string[]) => boolean): Promise<string[]> {
  const rows = page.locator('.pane .monaco-list[aria-label="Packet Path"] .monaco-list-row');
  return eventually(async () => (await rows.allInnerTexts()).map((text) => text.replace(/\s+/g, ' ').trim()), isRight);
}

/** Goes down in the tree row by row to the one with this text and opens it by Enter; its line is then the one that is shown. */
async function walkTo(page: Page, text: string, line: number): Promise<void> {
  const focused = () => page.locator('.pane .monaco-list-row.focused').allInnerTexts();
  for (let row = (await focused()).join(); !row.includes(text); row = (await focused()).join()) {
    await page.keyboard.press('ArrowDown');
    const before = row;
    const after = await eventually(focused, (texts) => texts.join() !== before);
    assert.notEqual(after.join(), before, `no row has "${text}"`);
  }
  await page.keyboard.press('Enter');
  await page.locator('.statusbar-item', { hasText: `Ln ${line}, ` }).waitFor();
}
