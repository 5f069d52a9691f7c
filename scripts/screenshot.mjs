/** `npm run screenshot`: packages the extension and draws docs/screenshot.png anew from a real VS Code on the damaged example. */

import { spawnSync } from 'node:child_process';
import { root, setUp } from './set-up.mjs';

setUp();
for (const args of [
  ['scripts/package.mjs', '--quiet'],
  ['--import=tsx', 'test/screen/screenshot.ts'],
]) {
  const { status } = spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit' });
  if (status !== 0) process.exit(1);
}
