/** Packages of Debian, fetched when a test runs and unpacked into a folder of their own: nothing is installed or configured. */

import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Context } from 'mocha';
import { inPath } from '../../scripts/programs';
import { leaveOut } from './requirements';

/** Fetches in a folder that apt may write to, and unpacks; a machine of today has /usr/sbin behind /sbin. */
const fetchAndUnpack = `
set -e
mkdir packages files
cd packages
apt-get -qq download "$@" -o APT::Sandbox::User=root
for package in *.deb; do
  dpkg-deb -x "$package" ../files
  mkdir -p ../files/var/lib/dpkg/info
  dpkg-deb -e "$package" control
  for script in preinst postinst prerm postrm config; do
    [ ! -f "control/$script" ] || mv "control/$script" "../files/var/lib/dpkg/info/\${package%%_*}.$script"
  done
  rm -r control
done
cd ../files
for folder in bin sbin lib; do
  [ ! -d "$folder" ] || { mkdir -p "usr/$folder"; cp -a "$folder/." "usr/$folder/"; rm -r "$folder"; }
done
`;

/**
 * The folder in which the packages lie as they would under /, until the process ends. The running test is left out on machines that
 * cannot fetch them; call it with `this` of a `function`.
 */
export function requirePackages(context: Context, names: readonly string[]): string {
  if (!inPath('apt-get') || !inPath('dpkg-deb')) return leaveOut(context, 'scripts of Debian packages (no apt-get)');
  const folder = mkdtempSync(join(tmpdir(), 'iptables-lens-packages-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  const run = spawnSync('sh', ['-c', fetchAndUnpack, 'sh', ...names], { cwd: folder, encoding: 'utf8' });
  if (run.status === 0) return join(folder, 'files');
  return leaveOut(context, `scripts of Debian packages (${run.stderr.trim().split('\n').at(-1)}: apt-get update)`);
}
