/** Figure 1: the whole process of `check` against the real tool, run in turn. */

import { spawnSync } from 'node:child_process';
import { join, resolve } from 'node:path';
import { median } from './median';

const runs = 9;

/** Ratio of the medians, the time to make a namespace taken off; undefined where the real tool cannot run. */
export function checkAgainstLegacy(file: string, folder: string): { value: number; detail: string } | undefined {
  const cli = resolve('dist/cli.js');
  const env = { ...process.env, XTABLES_LOCKFILE: join(folder, 'lock') };
  const ours: number[] = [];
  const legacy: number[] = [];
  // The first round only warms the files' cache.
  for (let i = 0; i <= runs; i++) {
    const check = timed(process.execPath, [cli, 'check', file]);
    const restore = timed('unshare', ['-n', 'iptables-legacy-restore', '--test', file], env);
    if (restore.status !== 0) return undefined;
    if (check.status !== 0) throw new Error(`check ended with ${check.status} on a dump without faults`);
    if (i === 0) continue;
    ours.push(check.milliseconds);
    legacy.push(restore.milliseconds - timed('unshare', ['-n', 'true'], env).milliseconds);
  }
  const [a, b] = [median(ours), median(legacy)];
  return { value: a / b, detail: `${a.toFixed(0)} ms / ${b.toFixed(0)} ms` };
}

function timed(command: string, args: string[], env = process.env): { milliseconds: number; status: number | null } {
  const start = performance.now();
  const { status } = spawnSync(command, args, { stdio: 'ignore', env });
  return { milliseconds: performance.now() - start, status };
}
