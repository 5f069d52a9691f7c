/** What a test needs from the machine: where it is missing the test is left out with a line that says so, and under CI=true it fails. */

import { spawnSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import type { Context } from 'mocha';
import { findChromium, inPath } from '../../scripts/programs';
import { missingForSets } from './host-objects';

const leftOut = new Set<string>();
const answers = new Map<string, unknown>();

process.once('exit', () => {
  for (const line of leftOut) process.stdout.write(`left out: ${line}\n`);
});

/**
 * Leaves out the running test or hook (call it with `this` of a `function`, not of an arrow function), or fails it under CI=true.
 * The line goes to standard output once when the process ends, after the words `left out: `.
 */
export function leaveOut(context: Context, line: string): never {
  note(line);
  return context.skip();
}

function note(line: string): void {
  if (process.env.CI === 'true') throw new Error(`CI=true leaves nothing out, but: ${line}`);
  leftOut.add(line);
}

/** The real iptables tools of both backends, as root, able to make network namespaces; without ipset, rules with sets are left out of them. */
export function requireOracle(context: Context): void {
  const missing = once('oracle', missingForOracle);
  if (missing) leaveOut(context, `comparisons with the real iptables (${missing})`);
  const missingSets = missingForSets();
  if (missingSets) note(`comparisons of rules with sets (${missingSets})`);
}

/** The folder of sample dumps, named by the environment variable IPTABLES_LENS_SHARED; returned as it is named. */
export function requireShared(context: Context): string {
  const folder = process.env.IPTABLES_LENS_SHARED;
  if (folder && statSync(join(folder, 'corpus'), { throwIfNoEntry: false })?.isDirectory()) return folder;
  return leaveOut(
    context,
    'tests on the sample dumps (set IPTABLES_LENS_SHARED to the folder that holds corpus/ and facts/)',
  );
}

/** The path of an installed Chromium. */
export function requireChromium(context: Context): string {
  const path = once('chromium', findChromium);
  return path ?? leaveOut(context, 'tests in a real VS Code (apt-get install chromium, or set CHROMIUM to its path)');
}

function missingForOracle(): string | undefined {
  const tools = ['iptables-legacy-restore', 'ip6tables-legacy-restore', 'iptables-restore', 'unshare'];
  const absent = tools.filter((tool) => !inPath(tool));
  if (absent.length > 0) return `no ${absent.join(', ')}: apt-get install iptables util-linux`;
  if (process.getuid?.() !== 0) return 'not root: run npm test as root';
  const version = spawnSync('iptables-restore', ['--version'], { encoding: 'utf8' }).stdout;
  if (!version.includes('nf_tables'))
    return 'iptables-restore is not the one for nf_tables: update-alternatives --config iptables';
  const tried = spawnSync('unshare', ['-n', 'iptables-legacy-restore', '--test'], { input: '*filter\nCOMMIT\n' });
  return tried.status === 0
    ? undefined
    : 'network namespaces are not allowed here: run npm test where unshare -n works';
}

function once<T>(name: string, find: () => T): T {
  if (!answers.has(name)) answers.set(name, find());
  return answers.get(name) as T;
}
