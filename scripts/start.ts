/** What `npm start` does once the packages are installed: build, then open the installed VS Code or serve one for the browser. */

import { existsSync, mkdirSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { hostFolder, installHost } from './host/install';
import { type Host, type HostFolders, installExtension, pageAddress, remoteUri, startHost } from './host/run';
import { inPath, run } from './programs';
import { root } from './set-up.mjs';
import { vsixPath } from './vsix.mjs';

interface Target {
  folder: string;
  file?: string;
}

/** Opens the file or folder named in the arguments (examples/ when none is); ends the process with a message when it cannot. */
export async function start(args: string[]): Promise<void> {
  const target = targetOf(args.find((arg) => !arg.startsWith('--')));
  if (!args.includes('--browser') && hasDesktop()) return openDesktop(target);
  await serve(target);
}

/** Paths are meant from where the user typed the command: npm runs this in the project's folder. */
function targetOf(path: string | undefined): Target {
  const full = path === undefined ? join(root, 'examples') : resolve(process.env.INIT_CWD ?? process.cwd(), path);
  if (!existsSync(full)) {
    process.stderr.write(`There is no ${full}\n`);
    process.exit(2);
  }
  return statSync(full).isDirectory() ? { folder: full } : { folder: dirname(full), file: full };
}

function hasDesktop(): boolean {
  const display = process.env.DISPLAY || process.env.WAYLAND_DISPLAY || ['darwin', 'win32'].includes(process.platform);
  return Boolean(display && inPath(process.platform === 'win32' ? 'code.cmd' : 'code'));
}

async function openDesktop({ folder, file }: Target): Promise<void> {
  await run(process.execPath, [join(root, 'scripts/build.mjs')], { shell: false });
  const paths = file ? [folder, file] : [folder];
  await run('code', [`--extensionDevelopmentPath=${root}`, '--new-window', ...paths]);
}

async function serve(target: Target): Promise<void> {
  const vscode = await installHost(say);
  const folders = { vscode, data: join(hostFolder, 'data'), extensions: join(hostFolder, 'extensions') };
  say('Building and packaging the extension …');
  await run(process.execPath, [join(root, 'scripts/package.mjs'), '--quiet'], { shell: false });
  await installExtension(folders, vsixPath);
  writeFirstSettings(folders);
  const host = await startHost(folders);
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => host.stop());
  say(`\nVS Code is ready: ${addressOf(host, target)}\nPress Ctrl+C to stop it.`);
  await host.ended;
}

function addressOf(host: Host, { folder, file }: Target): string {
  return pageAddress(host, folder, file ? [['openFile', remoteUri(host, file)]] : []);
}

/** Settings of a first run; what the user changes later stays. */
function writeFirstSettings({ data }: HostFolders): void {
  const file = join(data, 'data', 'User', 'settings.json');
  if (existsSync(file)) return;
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `${JSON.stringify({ 'workbench.startupEditor': 'none', 'files.autoSave': 'off' }, null, 2)}\n`);
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
