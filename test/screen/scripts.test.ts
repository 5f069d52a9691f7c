/** Scripts on the screen: what is wrong is marked and mended, and what they build stands beside them while somebody types. */

import { strict as assert } from 'node:assert';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../scripts/set-up.mjs';
import {
  actUntilVisible,
  chooseFromLightBulb,
  eventually,
  isSquiggled,
  lenses,
  openLens,
  patience,
  writtenBehindLines,
} from './editor';
import { type } from './typing';
import { useVsCode } from './vs-code';

const script = 'proxy-init.sh';

describe('a script on the screen', function () {
  this.timeout(4 * patience);
  const vsCode = useVsCode();

  it('has a misspelt option marked, and mended from the light bulb', async () => {
    const text = '  $nat -A PROXY_INBOUND -p tcp --dprt 9000 -j RETURN';
    const { page, save } = await vsCode.open(script, { behind: 18, text });
    const isMarked = () => isSquiggled(page, 'error', '--dprt 9000', '--dprt');
    assert.ok(await eventually(isMarked, (marked) => marked));
    await chooseFromLightBulb(page, '--dprt 9000', '--dprt', '--dport');
    const saved = await save((now) => now.includes('--dport 9000'));
    assert.ok(saved.includes('  $nat -A PROXY_INBOUND -p tcp --dport 9000 -j RETURN\n'), saved);
  });

  it('has Windows line ends marked, and mended by a quick fix', async () => {
    const { page, save } = await vsCode.open(script, undefined, '\r\n');
    const fix = page.locator('.action-widget .monaco-list-row.action', { hasText: 'LF' }).first();
    await actUntilVisible(fix, async () => {
      await page.keyboard.press('Escape');
      for (const keys of ['Control+Home', 'End', 'Control+.']) await page.keyboard.press(keys);
    });
    await page.keyboard.press('Enter');
    const saved = await save((now) => !now.includes('\r'));
    assert.equal(saved, readFileSync(join(root, 'examples', script), 'utf8'));
    await page.locator('.statusbar-item', { hasText: /^LF$/ }).waitFor();
  });

  it('has lenses that tell where packets go, and lead to packets traced through the script', async () => {
    const { page } = await vsCode.open(script);
    const above = await eventually(
      async () => (await lenses(page)).find(({ line }) => line.includes('--dport "$port" -j RETURN'))?.text ?? '',
      (text) => text.includes('tcp 22 in: ') && text.includes('Trace IPv6…'),
    );
    assert.match(
      above,
      /^tcp 22 in: PREROUTING → PROXY_INBOUND → RETURN → policy ACCEPT .*Trace IPv4… \| Trace IPv6…$/,
    );
    await openLens(page, 'Trace IPv4…', page.locator('.quick-input-widget input[type="text"]'));
    await page.locator('.quick-input-list .monaco-list-row', { hasText: '→ delivered here, port 22' }).waitFor();
    await page.keyboard.press('Enter');
    await page.locator('.pane .monaco-list[aria-label="Packet Path"] .monaco-list-row').first().waitFor();
    const marks = await eventually(
      () => writtenBehindLines(page),
      (found) => found.some((text) => text.includes('RETURN')),
    );
    assert.ok(
      marks.some((text) => text.includes('jump PROXY_INBOUND')) && marks.some((text) => /← \d+ · RETURN/.test(text)),
      JSON.stringify(marks),
    );
  });

  it('is previewed as the dumps that it builds, while it is typed', async () => {
    const { page } = await vsCode.open(script, { behind: 6, text: 'PROXY_PORT=15001' });
    await page.locator('.editor-actions [aria-label^="Preview the Rules This Script Builds"]').click();
    for (const family of ['IPv4', 'IPv6']) await page.locator('.tab', { hasText: `${script} (${family})` }).waitFor();
    const preview = page.locator('.editor-group-container').nth(1);
    const rule = (port: number) => preview.locator('.view-line', { hasText: `REDIRECT --to-ports ${port}` });
    await rule(15001).waitFor();
    await page.keyboard.press('Backspace');
    await type(page, '6');
    await rule(15006).waitFor();
    await preview.locator('.codelens-decoration', { hasText: 'tcp in → 15006 except 22, 15090' }).waitFor();

    const command = rule(15006).locator('.detected-link', { hasText: '-A' });
    await actUntilVisible(page.locator('.statusbar-item', { hasText: 'Ln 16, ' }), async () => {
      const { x, y } = (await command.boundingBox())!;
      await page.keyboard.down('Control');
      await page.mouse.click(x + 4, y + 4);
      await page.keyboard.up('Control');
    });
  });
});
