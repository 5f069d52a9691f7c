/** Runs test/extension inside the extension host of the VS Code server, as @vscode/test-electron does in the desktop edition. */

import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { format } from 'node:util';
import { root } from '../set-up.mjs';
import { bundleExtensionTests } from './bundle-extension-tests.mjs';
import { launchChromium } from './chromium';
import { installHost } from './install';
import { type Host, pageAddress, remoteUri, startHost } from './run';

/** What test/extension/index.ts writes before each line. */
const testsMark = '[tests] ';
const longestMilliseconds = 600_000;
const scratch = mkdtempSync(join(tmpdir(), 'lens-tests-'));
const folder = join(scratch, 'examples');
cpSync(join(root, 'examples'), folder, { recursive: true });
const tests = await bundleExtensionTests();
const vscode = await installHost((line) => process.stdout.write(`${line}\n`));
const host = await startHost({ vscode, data: join(scratch, 'data'), extensions: join(scratch, 'extensions') });
try {
  process.exitCode = await runIn(host);
} finally {
  await host.stop();
  rmSync(scratch, { recursive: true, force: true });
}

/** The exit code that VS Code reports for the tests. */
async function runIn(host: Host): Promise<number> {
  const browser = await launchChromium();
  try {
    const page = await browser.newPage();
    const exit = new Promise<number>((resolve, reject) => {
      page.exposeFunction('codeAutomationExit', resolve).catch(reject);
      setTimeout(() => reject(new Error('the extension tests did not end')), longestMilliseconds).unref();
    });
    await page.exposeFunction('codeAutomationLog', (_kind: string, args: unknown[]) => show(format(...args)));
    await page.goto(
      pageAddress(host, folder, [
        ['extensionDevelopmentPath', remoteUri(host, root)],
        ['extensionTestsPath', remoteUri(host, tests)],
      ]),
    );
    return await exit;
  } finally {
    await browser.close();
  }
}

/** Only the lines of the tests' own reporter: VS Code logs much else. */
function show(output: string): void {
  for (const line of output.split('\n'))
    if (line.startsWith(testsMark)) process.stdout.write(`${line.slice(testsMark.length)}\n`);
}
