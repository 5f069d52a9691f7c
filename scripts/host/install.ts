/** Installs a whole VS Code server from npm's code-server package into .host/, without its compilers and native parts. */

import { copyFileSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from '../programs';
import { root } from '../set-up.mjs';
import { loggerStandIn, watchdogStandIn } from './stand-ins';

const codeServer = '4.100.3';
const ripgrep = '1.18.0';

/** Everything that is installed or kept for the host; git-ignored. */
export const hostFolder = join(root, '.host');

/** The folder of VS Code's server, installed on the first call; `report` is handed a line for each step of an installation. */
export async function installHost(report: (line: string) => void): Promise<string> {
  const folder = join(hostFolder, `code-server-${codeServer}`);
  if (!existsSync(folder)) await installInto(folder, report);
  return vscodeIn(folder);
}

async function installInto(folder: string, report: (line: string) => void): Promise<void> {
  const partial = `${folder}.partial`;
  const vscode = vscodeIn(partial);
  rmSync(partial, { recursive: true, force: true });
  mkdirSync(partial, { recursive: true });
  writeFileSync(join(partial, 'package.json'), '{ "private": true }\n');
  try {
    report(`Installing the VS Code server (code-server ${codeServer} from npm, 320 MB, once) …`);
    await npmInstall(partial, [`code-server@${codeServer}`, `@vscode/ripgrep@${ripgrep}`]);
    report('Installing what the server needs …');
    await npmInstall(vscode, ['--omit=dev']);
    report('Installing what its extensions need …');
    await npmInstall(join(vscode, 'extensions'), ['--omit=dev']);
    repair(partial, vscode);
    renameSync(partial, folder);
    report('The VS Code server is installed.');
  } finally {
    rmSync(partial, { recursive: true, force: true });
  }
}

function vscodeIn(folder: string): string {
  return join(folder, 'node_modules', 'code-server', 'lib', 'vscode');
}

/** Installs packages into a folder without running their scripts; only errors are shown. */
export function npmInstall(cwd: string, args: string[]): Promise<void> {
  const quiet = ['--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  return run('npm', ['install', ...quiet, ...args], { cwd, stdio: ['ignore', 'ignore', 'inherit'] });
}

/** Without install scripts three native parts are missing: the search program is copied, the other two get stand-ins. */
function repair(folder: string, vscode: string): void {
  const modules = join(vscode, 'node_modules');
  copyRipgrep(join(folder, 'node_modules', '@vscode'), join(modules, '@vscode', 'ripgrep', 'bin'));
  writeFileSync(join(modules, '@vscode', 'spdlog', 'index.js'), loggerStandIn);
  writeFileSync(join(modules, 'native-watchdog', 'index.js'), watchdogStandIn);
}

function copyRipgrep(from: string, to: string): void {
  const platform = readdirSync(from).find((name) => name === `ripgrep-${process.platform}-${process.arch}`);
  if (!platform) return;
  const bin = join(from, platform, 'bin');
  mkdirSync(to, { recursive: true });
  for (const name of readdirSync(bin)) copyFileSync(join(bin, name), join(to, name));
}
