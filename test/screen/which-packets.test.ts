/** "Which Packets Reach This?" on the screen: asked by the keyboard, told in a dialog that Escape closes. */

import { goToStart, patience, runCommand } from './editor';
import { useVsCode } from './vs-code';

describe('the packets that reach a rule, on the screen', function () {
  this.timeout(4 * patience);
  const vsCode = useVsCode();

  it('are told in a dialog', async () => {
    const { page } = await vsCode.open('istio-mended.iptables');
    await goToStart(page);
    for (let line = 1; line < 24; line++) await page.keyboard.press('ArrowDown');
    await page.locator('.statusbar-item', { hasText: 'Ln 24, ' }).waitFor();
    await runCommand(page, 'iptables Lens: Which Packets Reach This?');
    const dialog = page.locator('.monaco-dialog-box', { hasText: 'rule 3 of ISTIO_OUTPUT takes every packet on lo' });
    await dialog.waitFor();
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
  });
});
