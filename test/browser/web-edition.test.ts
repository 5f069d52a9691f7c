/** The browser edition of VS Code: the server runs in a Web Worker and says the same. */

import assert from 'node:assert/strict';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { launchChromium } from '../../scripts/host/chromium';
import { startWebEdition, type WebEdition } from '../../scripts/host/web-edition';
import { root } from '../../scripts/set-up.mjs';
import { eventually, isSquiggled, patience, problems, runCommand, squiggledLines } from '../screen/editor';
import { requireChromium } from '../support/requirements';

describe('the browser edition', function () {
  this.timeout(6 * patience);
  let edition: WebEdition | undefined;
  let browser: Browser | undefined;

  before(async function () {
    this.timeout(600_000);
    requireChromium(this);
    edition = await startWebEdition(join(root, 'examples'), (line) => process.stdout.write(`${line}\n`));
    browser = await launchChromium();
  });

  after(async () => {
    await browser?.close();
    edition?.stop();
  });

  it('marks a damaged dump from the Web Worker, and draws its picture there', async () => {
    assert.ok(edition && browser);
    const page = await browser.newPage({ viewport: { width: 1300, height: 900 } });
    page.setDefaultTimeout(patience);
    await page.goto(edition.address);
    let lines = await errorLines(page);
    if (lines.length === 0) {
      // What VS Code has not loaded on a machine that is too busy stays missing.
      await page.reload();
      lines = await errorLines(page);
    }
    assert.deepEqual(
      lines.filter((line) => line >= 5 && line <= 9),
      [5, 6, 7, 8, 9],
    );
    assert.ok((await problems(page)).some((row) => row.includes('iptables Lens')));
    await page.locator('.editor-instance .view-line').first().click();
    await runCommand(page, 'iptables Lens: Show the Data Plane');
    await page.locator('.tab', { hasText: 'Data Plane: istio-damaged.iptables' }).waitFor();
  });

  it('reads a script there, with the grammar from the address that the client names', async () => {
    assert.ok(edition && browser);
    const page = await browser.newPage({ viewport: { width: 1300, height: 900 } });
    page.setDefaultTimeout(patience);
    await page.goto(edition.address);
    await page.locator('.explorer-folders-view .monaco-list-row', { hasText: 'proxy-init.sh' }).dblclick();
    await page.locator('.editor-actions [aria-label^="Preview the Rules This Script Builds"]').click();
    await page.locator('.view-line', { hasText: 'REDIRECT --to-ports 15001' }).waitFor();
    const script = page.locator('.editor-group-container').first();
    await script.locator('.codelens-decoration', { hasText: 'tcp 22 in: PREROUTING → PROXY_INBOUND' }).waitFor();
    await page.locator('.editor-instance .view-line', { hasText: 'set -e' }).click();
    await page.locator('.statusbar-item', { hasText: 'Ln 3, ' }).waitFor();
    await page.keyboard.press('Control+End');
    await page.keyboard.insertText('iptables -w -A INPUT -p tcp --dprt 7070 -j DROP');
    const isMarked = () => isSquiggled(page, 'error', '--dprt 7070', '--dprt');
    assert.ok(await eventually(isMarked, (marked) => marked));
  });
});

/** Opens the damaged dump and returns its lines with errors, once there are some. */
async function errorLines(page: Page): Promise<number[]> {
  await page.locator('.explorer-folders-view .monaco-list-row', { hasText: 'istio-damaged.iptables' }).dblclick();
  return eventually(
    () => squiggledLines(page, 'error'),
    (found) => found.length > 0,
  );
}
