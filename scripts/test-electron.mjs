/** `npm run test:electron`: the extension tests in a desktop VS Code that @vscode/test-electron downloads. */

import { join } from 'node:path';
import { root, setUp } from './set-up.mjs';

setUp();
await import('./build.mjs');
const { bundleExtensionTests } = await import('./host/bundle-extension-tests.mjs');
const { runTests } = await import('@vscode/test-electron');

const extensionTestsPath = await bundleExtensionTests();
try {
  process.exitCode = await runTests({
    extensionDevelopmentPath: root,
    extensionTestsPath,
    launchArgs: [join(root, 'examples'), '--disable-extensions', '--disable-workspace-trust'],
  });
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
  process.exitCode = 1;
}
