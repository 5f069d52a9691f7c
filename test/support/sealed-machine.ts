/** Runs scripts as root of a machine that is like this one with packages on it, and of which nothing is left afterwards. */

import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { OracleBackend, OracleFamily } from './oracle';

export interface SealedScript {
  name: string;
  /** Its path on the machine. */
  path: string;
  /** Shell commands that come before it: what it is made by, and how it is configured. */
  prepare?: string;
  /** What it is run with: `bash`, `VERB=up sh`. */
  shell?: string;
  args?: string;
  /** Both unless told. */
  backends?: readonly OracleBackend[];
  /** True when it carries out what stands in files that are not part of it. */
  readsOthers?: boolean;
  /** So many rules, chains and policies at least are known for certain. */
  certain?: number;
}

export interface SealedRun {
  /** The script as it was run. */
  text: string;
  messages: string;
  /** What iptables-save printed behind the run, by family. */
  saved: Record<OracleFamily, string>;
}

/** The files of this machine, below those of the packages, below what is written; the kernel's settings are read alone, and no names are asked for. */
const seal = `
set -e
mount --make-rprivate /
mount -t tmpfs none /mnt
mkdir /mnt/upper /mnt/work /mnt/all
cp -a "$FILES/." /mnt/upper/
mkdir -p /mnt/upper/out
mount -t overlay none -o lowerdir=/,upperdir=/mnt/upper,workdir=/mnt/work /mnt/all
for folder in proc dev sys; do mount --rbind /$folder /mnt/all/$folder; done
mount -o bind,ro /mnt/all/proc/sys /mnt/all/proc/sys
mount --bind "$OUT" /mnt/all/out
for family in iptables ip6tables; do
  for tool in "" -save -restore; do ln -sf /usr/sbin/$family-$BACKEND$tool /mnt/all/etc/alternatives/$family$tool; done
done
for tool in modprobe sysctl lsmod logger tc; do ln -sf /bin/true /mnt/all/usr/sbin/$tool; done
printf 'hosts: files\\nnetworks: files\\n' > /mnt/all/etc/nsswitch.conf
ip link set lo up
for n in 0 1; do
  ip link add eth$n type veth peer name peer$n
  ip address add 192.0.2.1$n/28 dev eth$n
  ip link set eth$n up
done
ip route add default via 192.0.2.2 dev eth0
exec chroot /mnt/all env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root sh -c "$STEPS"
`;

/** Prepares and runs a script; files are those of packages, as under /. */
export function runSealed(files: string, script: SealedScript, backend: OracleBackend): SealedRun {
  const out = mkdtempSync(join(tmpdir(), 'iptables-lens-sealed-'));
  const { path, prepare = '', shell = 'sh', args = '' } = script;
  const steps = `
{ :
${prepare}
} >/dev/null 2>/out/messages
cp ${path} /out/script
cd $(dirname ${path})
env ${shell} ${path} ${args} </dev/null >>/out/messages 2>&1
iptables-${backend}-save >/out/v4 2>/dev/null
ip6tables-${backend}-save >/out/v6 2>/dev/null`;
  try {
    const env = { PATH: process.env.PATH, FILES: files, OUT: out, BACKEND: backend, STEPS: steps };
    const run = spawnSync('unshare', ['-nmuipf', '--kill-child', 'sh', '-c', seal], {
      env,
      encoding: 'utf8',
      timeout: 60_000,
    });
    if (run.error) throw run.error;
    const read = (name: string) => readFileSync(join(out, name), 'utf8');
    return { text: read('script'), messages: read('messages'), saved: { ipv4: read('v4'), ipv6: read('v6') } };
  } catch (error) {
    throw new Error(`${path} could not be run`, { cause: error });
  } finally {
    rmSync(out, { recursive: true, force: true });
  }
}
