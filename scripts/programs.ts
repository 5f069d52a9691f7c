/** Programs of the machine: where they are, and running them. */

import { type SpawnOptions, spawn } from 'node:child_process';
import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** The full path of a program in PATH; undefined when it is not there. */
export function inPath(program: string): string | undefined {
  return (process.env.PATH ?? '')
    .split(delimiter)
    .filter(Boolean)
    .map((folder) => join(folder, program))
    .find(isExecutable);
}

/** The installed Chromium: the environment variable CHROMIUM, or the first of the usual names in PATH; undefined when there is none. */
export function findChromium(): string | undefined {
  const { CHROMIUM } = process.env;
  if (CHROMIUM) return isExecutable(CHROMIUM) ? CHROMIUM : undefined;
  return ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'].map(inPath).find(Boolean);
}

/** Runs a program to its end, its output going where ours goes; rejects when it fails. npm's own programs are found on Windows too. */
export async function run(program: string, args: string[], options: SpawnOptions = {}): Promise<void> {
  const child = spawn(program, args, { stdio: 'inherit', shell: process.platform === 'win32', ...options });
  const status = await new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code, signal) => resolve(code ?? signal));
  });
  if (status !== 0) throw new Error(`${[program, ...args].join(' ')} ended with ${status}`);
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
