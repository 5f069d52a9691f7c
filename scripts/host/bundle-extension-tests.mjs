/** Bundles test/extension for the extension host, which can read no TypeScript. */

import { join } from 'node:path';
import { build } from 'esbuild';
import { root } from '../set-up.mjs';

/** Writes the bundle and returns its full path; mocha stays outside and is found in node_modules. */
export async function bundleExtensionTests() {
  const outfile = join(root, 'dist/test/extension.js');
  await build({
    absWorkingDir: root,
    entryPoints: ['test/extension/index.ts'],
    outfile,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    external: ['vscode', 'mocha'],
    sourcemap: 'inline',
    logLevel: 'warning',
  });
  return outfile;
}
