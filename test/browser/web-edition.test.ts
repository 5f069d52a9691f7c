/** The browser edition of VS Code: the server runs in a Web Worker and says the same. */

import assert from 'node:assert/strict';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { launchChromium } from '../../scripts/host/chromium';
import { startWebEdition, type WebEdition } from '../../scripts/host/web-edition';
import { root } from '../../scripts/set-up.mjs';
import { eventually, problems, squiggledLines } from '../screen/editor';
import { requireChromium } from '../support/requirements';

describe('the browser edition', function () {
  this.timeout(120_000);
  let edition: WebEdition | undefined;
  let browser: Browser | undefined;

  before(async function () {
    this.timeout(240_000);
    requireChromium(this);
    edition = await startWebEdition(join(root, 'examples'), (line) => process.stdout.write(`${line}\n`));
    browser = await launchChromium();
  });

  after(async () => {
    await browser?.close();
    edition?.stop();
  });

  it('marks a damaged dump from the Web Worker', async () => {
    assert.ok(edition && browser);
    const page = await browser.newPage({ viewport: { width: 1300, height: 900 } });
    await page.goto(edition.address);
    await page.locator('.explorer-folders-view .monaco-list-row', { hasText: 'istio-damaged.iptables' }).dblclick();
    const lines = await eventually(
      () => squiggledLines(page, 'error'),
      (found) => found.length > 0,
    );
    assert.deepEqual(
      lines.filter((line) => line >= 5 && line <= 9),
      [5, 6, 7, 8, 9],
    );
    assert.ok((await problems(page)).some((row) => row.includes('iptables Lens')));
  });
});
