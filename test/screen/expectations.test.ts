/** Expectations and ports on the screen of a real VS Code: a failing test in the Test Explorer, the table of ports beside the dump. */

import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { actUntilVisible, eventually, patience, problems, runCommand } from './editor';
import { useVsCode } from './vs-code';

const file = 'istio-sidecar-1.30.iptables-save';
const wrong = { behind: 34, text: '# expect: in tcp 8080 -> drop' };

/** Where pictures for the eye go; none are taken without it. */
const pictures = process.env.IPTABLES_LENS_PICTURES;

async function picture(page: Page, name: string): Promise<void> {
  if (pictures) await page.screenshot({ path: `${pictures}/${name}.png` });
}

describe('expectations on the screen', function () {
  this.timeout(4 * patience);
  const vsCode = useVsCode();

  it('are run in the Test Explorer, and the one that fails says what happens instead', async () => {
    const { page } = await vsCode.open(file, wrong);
    await actUntilVisible(page.locator('.test-explorer .monaco-list-row').first(), () =>
      page.locator('.activitybar a[aria-label*="Testing"]').click(),
    );
    await runCommand(page, 'Test: Run All Tests');
    const files = page.locator('.test-explorer .monaco-list-row');
    const failed = files.filter({ has: page.locator('[class*="codicon-testing-failed-icon"]') });
    await failed.first().waitFor();
    await page.locator('.test-output-peek-tree .monaco-list-row', { hasText: 'port 15006' }).first().waitFor();
    const passed = files.filter({ has: page.locator('[class*="codicon-testing-passed-icon"]') });
    const others = (await files.count()) - 1;
    assert.equal(
      await eventually(
        () => passed.count(),
        (count) => count === others,
      ),
      others,
    );
    assert.match(await failed.innerText(), new RegExp(`^${file}`));
    await picture(page, 'test-explorer');
    assert.ok((await problems(page)).some((text) => text.includes('failed-expectation')));
  });

  it('the table of ports stands beside the dump, and its rows lead to the rules', async () => {
    const { page } = await vsCode.open(file);
    await runCommand(page, 'iptables Lens: Show the Ports of This Dump');
    const inner = page.frameLocator('iframe.webview').frameLocator('iframe');
    const link = inner.locator('td a', { hasText: '15006 (Envoy inbound)' }).first();
    await link.waitFor();
    assert.equal(await inner.locator('h2').first().innerText(), 'Coming in');
    assert.equal(await inner.locator('th[scope="col"]').first().innerText(), 'Ports');
    await picture(page, 'ports');
    await link.click();
    await page.locator('.statusbar-item', { hasText: 'Ln 18,' }).waitFor();
    await picture(page, 'ports-line');
  });
});
