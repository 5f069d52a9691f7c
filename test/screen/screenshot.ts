/** The picture in the README: the damaged example with its findings, lenses and a hover. */

import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../scripts/set-up.mjs';
import { eventually, goToStart, hoverOver, lenses, problems } from './editor';
import { startVsCode } from './vs-code';

/** How long a hover takes to appear in full. */
const fadeMilliseconds = 1000;

/** Opens the damaged example and writes docs/screenshot.png. */
async function drawScreenshot(): Promise<void> {
  const vsCode = await startVsCode({ width: 1300, height: 1160 });
  try {
    const { page } = await vsCode.open('istio-damaged.iptables');
    await problems(page);
    await goToStart(page);
    await eventually(
      () => lenses(page),
      (found) => found.length > 4,
    );
    await page.keyboard.press('Control+B');
    await hoverOver(page, '-A ISTIO_OUTPUT ! -d 127.0.0.1/32 -o lo -m owner --uid-owner', 'ISTIO_IN_REDIRECT');
    await page.waitForTimeout(fadeMilliseconds);
    mkdirSync(join(root, 'docs'), { recursive: true });
    await page.screenshot({ path: join(root, 'docs/screenshot.png') });
  } finally {
    await vsCode.close();
  }
}

drawScreenshot().catch((error: Error) => {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
});
