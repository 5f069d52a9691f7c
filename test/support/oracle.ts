/** The real iptables-restore, each run in a network namespace of its own, as the judge of what a dump is worth. */

import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export type OracleFamily = 'ipv4' | 'ipv6';
export type OracleBackend = 'legacy' | 'nft';

/** What one run said. */
export interface Verdict {
  status: number;
  messages: string;
  /** What iptables-save prints afterwards; '' unless asked for. */
  saved: string;
}

export interface RestoreOptions {
  family?: OracleFamily;
  backend: OracleBackend;
  /** Arguments of iptables-restore, for instance `--test` or `-c`. */
  args?: readonly string[];
  /** Ask iptables-save for the state afterwards. */
  save?: boolean;
  /** A dump that is loaded first, for `--noflush`. */
  before?: string;
}

const folder = mkdtempSync(join(tmpdir(), 'iptables-lens-oracle-'));
process.once('exit', () => rmSync(folder, { recursive: true, force: true }));

/** Hands the text to iptables-restore in a fresh network namespace. */
export function restore(text: string | Uint8Array, options: RestoreOptions): Verdict {
  const tool = `${options.family === 'ipv6' ? 'ip6tables' : 'iptables'}-${options.backend}`;
  const save = options.save ? `s=$?; ${tool}-save -c >&3; exit $s` : 'exit $?';
  const before = options.before === undefined ? '' : `printf %s "$BEFORE" | ${tool}-restore || exit 99; `;
  const run = spawnSync(
    'unshare',
    ['-n', 'sh', '-c', `${before}${tool}-restore "$@"; ${save}`, 'sh', ...(options.args ?? [])],
    {
      input: text,
      stdio: ['pipe', 'ignore', 'pipe', 'pipe'],
      env: { ...process.env, BEFORE: options.before ?? '', XTABLES_LOCKFILE: join(folder, 'lock') },
    },
  );
  return { status: run.status ?? -1, messages: run.stderr.toString(), saved: run.output[3]?.toString() ?? '' };
}
