/** `npm run bench`: eight figures on a generated kube-proxy ruleset of 100,000 rules and a script of 2,000 lines, each against its bar. */

import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { root, setUp } from './set-up.mjs';

setUp();
const esbuild = await import('esbuild');
process.argv.push('--production');
await import('./build.mjs');
const outfile = join(root, 'dist', 'bench.cjs');
await esbuild.build({
  absWorkingDir: root,
  entryPoints: ['scripts/bench/main.ts'],
  outfile,
  bundle: true,
  minify: true,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  logLevel: 'warning',
});
process.exitCode = spawnSync(process.execPath, ['--expose-gc', outfile], { stdio: 'inherit', cwd: root }).status ?? 1;
