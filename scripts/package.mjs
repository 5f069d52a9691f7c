/** `npm run package`: builds for production, writes the .vsix without the network, and checks what is in it. */

import { spawnSync } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { root, setUp } from './set-up.mjs';
import { vsixPath } from './vsix.mjs';

setUp();
const { createVSIX, listFiles, PackageManager } = await import('@vscode/vsce');
const largest = 2 * 1024 * 1024;

build();
await checkFiles();
await pack();
checkSize();

function build() {
  const { status } = spawnSync(process.execPath, [join(root, 'scripts/build.mjs'), '--production'], {
    stdio: 'inherit',
  });
  if (status !== 0) process.exit(1);
}

async function checkFiles() {
  const found = await listFiles({ cwd: root, packageManager: PackageManager.None });
  const expected = expectedFiles();
  const missing = expected.filter((file) => !found.includes(file));
  const unwanted = found.filter((file) => !expected.includes(file));
  if (missing.length > 0) fail(`the package lacks ${missing.join(', ')}`);
  if (unwanted.length > 0) fail(`the package should not hold ${unwanted.join(', ')}`);
}

function expectedFiles() {
  const pages = 'server/src/diagnostics';
  return [
    ...['package.json', 'README.md', 'CHANGELOG.md', 'LICENSE', 'icon.png'],
    ...['client.js', 'client-web.js', 'server.js', 'server-web.js', 'cli.js'].map((name) => `dist/${name}`),
    ...['iptables-save.tmLanguage.json', 'language-configuration.json'].map((name) => `syntaxes/${name}`),
    ...readdirSync(join(root, pages)).flatMap((name) => (name.endsWith('.md') ? [`${pages}/${name}`] : [])),
  ];
}

/** The packager speaks through the console; with --quiet only what goes wrong is said. */
async function pack() {
  if (process.argv.includes('--quiet')) for (const level of ['log', 'info']) console[level] = () => {};
  await createVSIX({
    cwd: root,
    packagePath: vsixPath,
    dependencies: false,
    allowMissingRepository: true,
    rewriteRelativeLinks: false,
    // The scan takes eight seconds over our own minified bundles; the list of files above lets nothing else in.
    allowPackageAllSecrets: true,
  });
}

function checkSize() {
  const { size } = statSync(vsixPath);
  if (size > largest) fail(`${vsixPath} has ${size} bytes; at most ${largest} are allowed`);
}

function fail(why) {
  process.stderr.write(`${why}\n`);
  process.exit(1);
}
