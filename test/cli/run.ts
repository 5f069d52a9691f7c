/** Runs the command line as its users do: a process with arguments, input and exit status. */

import { spawnSync } from 'node:child_process';
import { commandLine } from '../support/command-line';

export interface Run {
  status: number | null;
  stdout: string;
  stderr: string;
}

/** Runs `iptables-lens` with the arguments in the project's folder. */
export function runCli(args: readonly string[], input = ''): Run {
  const { status, stdout, stderr } = spawnSync(process.execPath, [commandLine(), ...args], {
    input,
    encoding: 'utf8',
    maxBuffer: 100 * 1024 * 1024,
  });
  return { status, stdout, stderr };
}
