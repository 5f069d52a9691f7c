/** The picture in the README: the damaged example with its findings, lenses and a hover. */

import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { eventually, goToStart, hoverOver, lenses, problems } from '../test/screen/editor';
import { startVsCode } from '../test/screen/vs-code';
import { run } from './programs';
import { root } from './set-up.mjs';

/** Packages the extension, opens the damaged example and writes docs/screenshot.png. */
export async function drawScreenshot(): Promise<void> {
  await run(process.execPath, [join(root, 'scripts/package.mjs'), '--quiet'], { shell: false });
  const vsCode = await startVsCode({ width: 1300, height: 800 });
  try {
    const { page } = await vsCode.open('istio-damaged.iptables');
    await problems(page);
    await goToStart(page);
    await eventually(
      () => lenses(page),
      (found) => found.length > 2,
    );
    await hoverOver(page, '-A ISTIO_INBOUND -p tcp -j', 'ISTIO_IN_REDIRECT');
    mkdirSync(join(root, 'docs'), { recursive: true });
    await page.screenshot({ path: join(root, 'docs/screenshot.png') });
  } finally {
    await vsCode.close();
  }
}
