/** Makes a fresh clone ready: installs the packages that package-lock.json names where they are missing. Node's own modules only. */

import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The project's folder. */
export const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** Installs the packages unless what is installed is what the lock file says; ends the process with a message when it cannot. */
export function setUp() {
  requireNode(20);
  if (isInstalled()) return;
  process.stdout.write('Installing packages (npm ci) …\n');
  const { status } = spawnSync('npm', ['ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    stdio: 'inherit',
    shell: process.platform === 'win32',
    env: { ...process.env, PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD: '1' },
  });
  if (status === 0) return;
  process.stderr.write('npm ci failed: see above\n');
  process.exit(1);
}

/** Runs TypeScript files from here on: `await import('./x.ts')` works in the caller after it. */
export async function useTypeScript() {
  setUp();
  await import('tsx');
}

function requireNode(oldest) {
  if (Number.parseInt(process.versions.node, 10) >= oldest) return;
  process.stderr.write(`Node ${oldest} or newer is needed; this is ${process.versions.node}\n`);
  process.exit(1);
}

function isInstalled() {
  const wanted = packagesIn('package-lock.json');
  const installed = packagesIn(join('node_modules', '.package-lock.json'));
  return Object.entries(wanted)
    .filter(([path, { optional }]) => path !== '' && !optional)
    .every(([path, { version }]) => installed[path]?.version === version);
}

function packagesIn(lockFile) {
  try {
    return JSON.parse(readFileSync(join(root, lockFile), 'utf8')).packages;
  } catch {
    return {};
  }
}
