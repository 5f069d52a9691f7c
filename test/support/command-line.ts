/** The command line as it is shipped: its bundles, which start faster than its sources and are made once for each run of the tests. */

import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { once } from '../../server/src/syntax/once';

/** The path of its program, for Node. */
export const commandLine = once(() => {
  const folder = mkdtempSync(join(tmpdir(), 'iptables-lens-bundles-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  const build = spawnSync(process.execPath, [resolve('scripts/build.mjs'), '--into', folder], { encoding: 'utf8' });
  if (build.status !== 0) throw new Error(`the bundles cannot be made: ${build.stderr}`);
  return join(folder, 'cli.js');
});
