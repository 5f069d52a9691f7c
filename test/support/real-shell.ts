/** The real shells, with programs in place of iptables that tell how they were called. */

import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const names = ['iptables', 'ip6tables'].flatMap((name) =>
  ['', '-legacy', '-nft'].flatMap((backend) => [`${name}${backend}`, `${name}${backend}-restore`]),
);
/** Each argument between ␟ and the input of a restore behind ␞; nothing that a test writes holds these letters. */
const teller = `#!/bin/sh
{ printf '%s' "\${0##*/}"; for a; do printf '␟%s' "$a"; done
case $0 in *-restore) printf '␞'; cat;; esac; printf '␝'; } >> "$CALLS"
`;

export interface RealCall {
  words: string[];
  input: string | undefined;
}

/** Runs a script with a shell, in an empty folder and with next to nothing in its environment, and returns the calls that it made. */
export function runForReal(shell: 'sh' | 'bash', script: string): RealCall[] {
  const folder = mkdtempSync(join(tmpdir(), 'iptables-lens-shell-'));
  try {
    for (const name of names) {
      writeFileSync(join(folder, name), teller);
      chmodSync(join(folder, name), 0o755);
    }
    const calls = join(folder, 'calls');
    writeFileSync(calls, '');
    const env = { PATH: `${folder}:/usr/sbin:/usr/bin:/sbin:/bin`, CALLS: calls };
    const run = spawnSync(shell, ['-c', `${script}\n`], {
      cwd: folder,
      env,
      encoding: 'utf8',
      timeout: 10_000,
      input: '',
    });
    if (run.error) throw run.error;
    return readCalls(readFileSync(calls, 'utf8'));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function readCalls(text: string): RealCall[] {
  return text
    .split('␝')
    .slice(0, -1)
    .map((call) => {
      const [words, input] = call.split('␞');
      return { words: words!.split('␟'), input };
    });
}
