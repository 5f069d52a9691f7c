/** `npm run package`: builds for production, writes the .vsix without the network, and checks what is in it. */

import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root, setUp } from './set-up.mjs';
import { vsixPath } from './vsix.mjs';

setUp();
const { createVSIX, listFiles, PackageManager } = await import('@vscode/vsce');
const largest = 2 * 1024 * 1024;

build();
// Packed apart from the project's folder: the packager matches every file below it, thousands in .host/, against every pattern.
const stage = mkdtempSync(join(tmpdir(), 'lens-package-'));
try {
  copyFiles();
  await checkFiles();
  await pack();
  checkSize();
} catch (error) {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
} finally {
  rmSync(stage, { recursive: true, force: true });
}

function build() {
  const args = [join(root, 'scripts/build.mjs'), '--production'];
  if (spawnSync(process.execPath, args, { stdio: 'inherit' }).status !== 0) process.exit(1);
}

function copyFiles() {
  for (const file of ['.vscodeignore', ...expectedFiles()]) {
    if (!existsSync(join(root, file))) throw new Error(`the package lacks ${file}`);
    cpSync(join(root, file), join(stage, file));
  }
}

/** .vscodeignore must let through what is expected. */
async function checkFiles() {
  const found = await listFiles({ cwd: stage, packageManager: PackageManager.None });
  const missing = expectedFiles().filter((file) => !found.includes(file));
  const unwanted = found.filter((file) => !expectedFiles().includes(file));
  if (missing.length > 0) throw new Error(`.vscodeignore leaves out ${missing.join(', ')}`);
  if (unwanted.length > 0) throw new Error(`.vscodeignore lets in ${unwanted.join(', ')}`);
}

function expectedFiles() {
  const pages = ['server/src/diagnostics', 'server/src/diagnostics/script'];
  return [
    ...['package.json', 'README.md', 'CHANGELOG.md', 'LICENSE', 'icon.png'],
    ...['client.js', 'client-web.js', 'server.js', 'server-web.js', 'layout.js', 'picture.js'].map(
      (name) => `dist/${name}`,
    ),
    ...['tree-sitter-bash.wasm', 'web-tree-sitter.wasm'].map((name) => `dist/${name}`),
    ...['iptables-save.tmLanguage.json', 'language-configuration.json'].map((name) => `syntaxes/${name}`),
    ...pages.flatMap(pagesIn),
  ];
}

function pagesIn(folder) {
  return readdirSync(join(root, folder)).flatMap((name) => (name.endsWith('.md') ? [`${folder}/${name}`] : []));
}

/** The packager speaks through the console; with --quiet only what goes wrong is said. */
async function pack() {
  if (process.argv.includes('--quiet')) for (const level of ['log', 'info']) console[level] = () => {};
  await createVSIX({
    cwd: stage,
    packagePath: vsixPath,
    dependencies: false,
    allowMissingRepository: true,
    rewriteRelativeLinks: false,
  });
}

function checkSize() {
  const { size } = statSync(vsixPath);
  if (size > largest) throw new Error(`${vsixPath} has ${size} bytes; at most ${largest} are allowed`);
}
