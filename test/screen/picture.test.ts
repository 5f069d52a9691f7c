/** On the screen: the pictures of a dump, by mouse and by keys, in light and in dark, and what axe says of them. */

import { strict as assert } from 'node:assert';
import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { FrameLocator, Page } from 'playwright-core';
import { actUntilVisible, eventually, patience, runCommand } from './editor';
import { useVsCode } from './vs-code';

const axe = readFileSync(createRequire(__filename).resolve('axe-core/axe.min.js'), 'utf8');
/** Where the pictures of a run are left to be looked at; nowhere unless told. */
const shots = process.env.IPTABLES_LENS_SHOTS;

describe('the pictures of a dump on the screen', function () {
  this.timeout(6 * patience);
  const vsCode = useVsCode();

  it('show the data plane, whose boxes lead to their rules', async () => {
    const { page } = await vsCode.open('istio-mended.iptables');
    const panel = await openPicture(page, 'Show the Data Plane', 'Envoy inbound :15006');
    await shoot(page, 'data-plane-light');
    assert.deepEqual(await complaints(page), []);

    await box(panel, 'redirects all outbound tcp').click();
    const rules = page.locator('.quick-input-list .monaco-list-row');
    await rules.filter({ hasText: '-A ISTIO_REDIRECT -p tcp -j REDIRECT --to-ports 15001' }).click();
    await page.locator('.statusbar-item', { hasText: 'Ln 28,' }).waitFor();

    await chooseTheme(page, 'Dark Modern');
    await shoot(page, 'data-plane-dark');
    assert.deepEqual(await complaints(page), []);
  });

  it('are walked by keys in the order in which packets come by', async () => {
    const { page } = await vsCode.open('istio-mended.iptables');
    const panel = await openPicture(page, 'Show the Data Plane', 'Envoy inbound :15006');
    await panel.locator('#stage').click({ position: { x: 4, y: 4 } });
    await page.keyboard.press('Home');
    const focused = panel.locator('[data-box]:focus');
    await page.keyboard.press('ArrowDown');
    assert.match(
      (await focused.getAttribute('aria-label')) ?? '',
      /^netfilter hook: PREROUTING\. .*goes on to redirects inbound/,
    );
    await page.keyboard.press('Tab');
    assert.match((await focused.getAttribute('aria-label')) ?? '', /^netfilter: redirects inbound tcp to 15006\./);
    const seen = () => panel.locator('svg').getAttribute('viewBox');
    const before = await seen();
    await page.keyboard.press('+');
    const nearer = await seen();
    assert.notEqual(nearer, before);
    await page.keyboard.press('0');
    assert.notEqual(await seen(), nearer);
    await page.keyboard.press('Enter');
    await page.locator('.quick-input-titlebar', { hasText: 'Rules behind "redirects inbound tcp to 15006"' }).waitFor();
  });

  it('follow what is typed, and show the chains of a table', async () => {
    const line = { behind: 22, text: '-A ISTIO_OUTPUT -p tcp -m tcp --dport 9000 -j DROP' };
    const { page } = await vsCode.open('istio-mended.iptables', line);
    const panel = await openPicture(page, 'Show Chains', 'ISTIO_OUTPUT');
    await box(panel, 'ISTIO_OUTPUT').filter({ hasText: 'DROP' }).waitFor();
    await shoot(page, 'chains');
    assert.deepEqual(await complaints(page), []);
    await page
      .locator('.editor-instance .view-line', { hasText: '9000' })
      .first()
      .click({ position: { x: 60, y: 8 } });
    await page.keyboard.press('End');
    for (let i = 0; i < 'DROP'.length; i++) await page.keyboard.press('Backspace');
    await page.keyboard.type('ACCEPT');
    await box(panel, 'ISTIO_OUTPUT').filter({ hasText: 'ACCEPT' }).waitFor();
  });
});

/** Runs the command and waits for a box with this text in the panel. */
async function openPicture(page: Page, command: string, text: string): Promise<FrameLocator> {
  const panel = page.frameLocator('iframe.webview.ready').frameLocator('#active-frame');
  const tab = page.locator('.tab', { hasText: /^(?:Data Plane|Chains of \w+): / });
  await actUntilVisible(tab, () => runCommand(page, `iptables Lens: ${command}`));
  await box(panel, text).first().waitFor();
  return panel;
}

function box(panel: FrameLocator, text: string) {
  return panel.locator('[data-box]', { hasText: text });
}

interface AxeResult {
  violations: { id: string; nodes: { html: string }[] }[];
  passes: unknown[];
}

/** What axe finds wrong in the panel, rule by rule with the elements. */
async function complaints(page: Page): Promise<string[]> {
  const frame = await eventually(
    async () => {
      for (const each of page.frames()) if ((await each.locator('[data-box]').count()) > 0) return each;
      return undefined;
    },
    (found) => found !== undefined,
  );
  assert.ok(frame);
  await frame.evaluate(axe);
  const result = (await frame.evaluate('axe.run(document)')) as AxeResult;
  assert.ok(result.passes.length > 5);
  return result.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 200)).join('; ')}`);
}

async function chooseTheme(page: Page, name: string): Promise<void> {
  const choice = page.locator('.quick-input-list .monaco-list-row', { hasText: name }).first();
  await actUntilVisible(choice, () => runCommand(page, 'Preferences: Color Theme'));
  await choice.click();
  await page.locator('.monaco-workbench.vs-dark').waitFor();
}

async function shoot(page: Page, name: string): Promise<void> {
  if (!shots) return;
  mkdirSync(shots, { recursive: true });
  await page.screenshot({ path: join(shots, `${name}.png`) });
}
