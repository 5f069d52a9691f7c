/** Starts and stops the VS Code server that installHost installed. */

import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { run } from '../programs';

/** Where the host is and keeps its things. */
export interface HostFolders {
  /** The folder of VS Code's server, from installHost. */
  vscode: string;
  /** User settings (data/User/settings.json), state and logs. */
  data: string;
  /** Installed extensions. */
  extensions: string;
}

/** A running VS Code server. */
export interface Host {
  /** Host and port, for example 127.0.0.1:40001. */
  authority: string;
  /** Settled when the server has ended, by stop or by itself. */
  ended: Promise<void>;
  /** Ends the server and all its processes. */
  stop(): Promise<void>;
}

const readyLine = /Extension host agent listening on (\d+)/;
const startMilliseconds = 120_000;

/** Starts the server on a free port of 127.0.0.1 and waits until it is ready; rejects with its output when it does not start. */
export async function startHost(folders: HostFolders): Promise<Host> {
  const scratch = mkdtempSync(join(tmpdir(), 'lens-'));
  mkdirSync(folders.extensions, { recursive: true });
  const options = { env: hostEnvironment(scratch), detached: true, stdio: ['ignore', 'pipe', 'pipe'] as 'pipe'[] };
  const server = spawn(process.execPath, [...serverArguments(folders), ...listenArguments], options);
  const killAtExit = () => killGroup(server, 'SIGKILL');
  process.once('exit', killAtExit);
  const ended = new Promise<void>((resolve) => {
    server.once('close', () => {
      process.removeListener('exit', killAtExit);
      rmSync(scratch, { recursive: true, force: true });
      resolve();
    });
  });
  const stop = () => stopServer(server, ended);
  try {
    return { authority: `127.0.0.1:${await portOf(server)}`, ended, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Installs a .vsix into the host's extensions; rejects when VS Code refuses it. */
export async function installExtension(folders: HostFolders, vsix: string): Promise<void> {
  mkdirSync(folders.data, { recursive: true });
  mkdirSync(folders.extensions, { recursive: true });
  const args = [...serverArguments(folders), '--install-extension', vsix, '--force'];
  await run(process.execPath, args, {
    env: hostEnvironment(folders.data),
    stdio: ['ignore', 'ignore', 'inherit'],
    shell: false,
  });
}

/** The address that opens a folder in the browser; the payload is VS Code's own list of name and value. */
export function pageAddress(host: Host, folder: string, payload: [string, string][] = []): string {
  const query = new URLSearchParams({ folder: uriPath(folder) });
  if (payload.length > 0) query.set('payload', JSON.stringify(payload));
  return `http://${host.authority}/?${query}`;
}

/** How VS Code in the browser names a file or folder of the machine that the server runs on. */
export function remoteUri(host: Host, path: string): string {
  return `vscode-remote://${host.authority}${pathToFileURL(path).pathname}`;
}

function uriPath(path: string): string {
  return decodeURIComponent(pathToFileURL(path).pathname);
}

const listenArguments = ['--host', '127.0.0.1', '--port', '0', '--without-connection-token'];

function serverArguments({ vscode, data, extensions }: HostFolders): string[] {
  return [
    join(vscode, 'out', 'server-main.js'),
    '--accept-server-license-terms',
    '--telemetry-level=off',
    '--disable-workspace-trust',
    '--disable-getting-started-override',
    `--server-data-dir=${data}`,
    `--extensions-dir=${extensions}`,
  ];
}

/** Nothing of a VS Code around us, no gallery, and sockets in a folder with a short name: their paths may not be long. */
function hostEnvironment(scratch: string): NodeJS.ProcessEnv {
  const own = Object.entries(process.env).filter(([name]) => !/^(?:VSCODE|ELECTRON)_/.test(name));
  return {
    ...Object.fromEntries(own),
    EXTENSIONS_GALLERY: '{"serviceUrl":""}',
    TMPDIR: scratch,
    XDG_RUNTIME_DIR: scratch,
  };
}

function portOf(server: ChildProcess): Promise<string> {
  let output = '';
  return new Promise((resolve, reject) => {
    const fail = (why: string) => reject(new Error(`the VS Code server ${why}:\n${output}`));
    const timer = setTimeout(() => fail('did not get ready'), startMilliseconds);
    const read = (chunk: Buffer) => {
      output = (output + chunk).slice(-20_000);
      const port = readyLine.exec(output)?.[1];
      if (!port) return;
      clearTimeout(timer);
      resolve(port);
    };
    server.stdout?.on('data', read);
    server.stderr?.on('data', read);
    server.once('error', (error) => fail(error.message));
    server.once('close', () => fail('ended'));
    server.once('close', () => clearTimeout(timer));
  });
}

async function stopServer(server: ChildProcess, ended: Promise<void>): Promise<void> {
  killGroup(server, 'SIGTERM');
  const timer = setTimeout(() => killGroup(server, 'SIGKILL'), 3000);
  await ended;
  clearTimeout(timer);
  killGroup(server, 'SIGKILL');
}

/** The group, not the process alone: extension hosts and language servers are its children. */
function killGroup({ pid }: ChildProcess, signal: NodeJS.Signals): void {
  if (pid === undefined) return;
  try {
    if (process.platform === 'win32') spawnSync('taskkill', ['/pid', String(pid), '/t', '/f']);
    else process.kill(-pid, signal);
  } catch {
    // The group is gone already.
  }
}
