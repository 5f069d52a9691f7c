/** Runs whole scripts with the real iptables in a network namespace of their own, and tells what they built there. */

import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { OracleBackend, OracleFamily } from './oracle';

/** One call of iptables or ip6tables, and how it ended. */
export interface RealStatus {
  tool: 'command' | 'restore' | 'save';
  words: string[];
  status: number;
}

export interface RealRun {
  calls: RealStatus[];
  /** What iptables-save printed behind the run, by family. */
  saved: Record<OracleFamily, string>;
}

const names = ['iptables', 'ip6tables'];
const tools = names.flatMap((name) => [name, `${name}-restore`, `${name}-save`]);

/** Calls the tool of the backend, and notes words and status; words between ␟, calls behind ␝. */
function teller(tool: string, backend: OracleBackend): string {
  const [family, ...rest] = tool.split('-');
  const real = [family, backend, ...rest].join('-');
  return `#!/bin/sh\n${real} "$@"\ns=$?\n{ printf %s "${rest[0] ?? 'command'}␟$s"; for a; do printf '␟%s' "$a"; done; printf '␝'; } >> "$CALLS"\nexit $s\n`;
}

/** Runs a script several times, one run on what the other built. */
export function runScript(path: string, backend: OracleBackend, times: number): RealRun[] {
  const folder = mkdtempSync(join(tmpdir(), 'iptables-lens-script-'));
  try {
    for (const tool of tools) {
      writeFileSync(join(folder, tool), teller(tool, backend));
      chmodSync(join(folder, tool), 0o755);
    }
    const shell = /^#!\/bin\/(\w+)/.exec(readFileSync(path, 'utf8'))?.[1] ?? 'sh';
    const round = (n: number) =>
      `CALLS=calls${n} PATH="$OWN:$PATH" ${shell} "$SCRIPT" >/dev/null 2>&1; iptables-${backend}-save >v4-${n} 2>/dev/null; ip6tables-${backend}-save >v6-${n} 2>/dev/null`;
    const rounds = Array.from({ length: times }, (_, n) => n);
    const env = { PATH: process.env.PATH, OWN: folder, SCRIPT: path, XTABLES_LOCKFILE: join(folder, 'lock') };
    const run = spawnSync('unshare', ['-n', 'sh', '-c', rounds.map(round).join('\n')], { cwd: folder, env });
    if (run.error) throw run.error;
    return rounds.map((n) => ({
      calls: readCalls(join(folder, `calls${n}`)),
      saved: { ipv4: read(join(folder, `v4-${n}`)), ipv6: read(join(folder, `v6-${n}`)) },
    }));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function readCalls(path: string): RealStatus[] {
  const calls = read(path).split('␝').slice(0, -1);
  return calls.map((call) => {
    const [tool, status, ...words] = call.split('␟');
    return { tool: tool as RealStatus['tool'], words, status: Number(status) };
  });
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

/** The tables of a dump by name, without counters and comments; those in which nothing was changed are left out. */
export function savedTables(dump: string): Record<string, string[]> {
  const tables: Record<string, string[]> = {};
  let table = '';
  for (const line of dump.split('\n')) {
    if (line.startsWith('*')) table = line.slice(1);
    else if (/^[:[-]/.test(line)) {
      const lines = tables[table] ?? [];
      tables[table] = [...lines, line.replace(/ ?\[\d+:\d+\] ?/, '')];
    }
  }
  return Object.fromEntries(
    Object.entries(tables).filter(([, lines]) => lines.some((line) => !/^:[A-Z]+ ACCEPT$/.test(line))),
  );
}
