/** `npm run build [-- --watch] [-- --production] [-- --into FOLDER]`: bundles client, server and command line into dist/, or another folder. */

import { chmodSync, copyFileSync, mkdirSync, rmSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { root, setUp } from './set-up.mjs';

setUp();
const esbuild = await import('esbuild');
const watch = process.argv.includes('--watch');
const production = process.argv.includes('--production');
const into = process.argv.indexOf('--into');
const folder = into < 0 ? join(root, 'dist') : resolve(process.argv[into + 1]);

const common = {
  absWorkingDir: root,
  bundle: true,
  target: 'es2022',
  minify: production,
  sourcemap: production ? false : 'linked',
  legalComments: 'none',
  loader: { '.md': 'text' },
  logLevel: 'warning',
};
// The library that runs the shell's grammar asks for its own address, which only modules know.
const define = { 'import.meta.url': '__filename' };
const node = { ...common, platform: 'node', target: 'node20', format: 'cjs', define };
const browser = { ...common, platform: 'browser' };

/** The command line loads the server's own bundle, and only when it is asked for it: `check` starts faster without. */
const serverBundle = {
  name: 'server-bundle',
  setup(build) {
    build.onResolve({ filter: /\/lsp\/server-node$/ }, () => ({ path: './server.js', external: true }));
  },
};

/** All that `check` of a dump does without is a bundle of its own. */
const othersBundle = {
  name: 'others-bundle',
  setup(build) {
    build.onResolve({ filter: /^\.\/others$/ }, () => ({ path: './cli-others.js', external: true }));
  },
};

/** So do they load the layout of pictures, which is larger than all the rest, only when a picture is asked for. */
const layoutBundle = {
  name: 'layout-bundle',
  setup(build) {
    build.onResolve({ filter: /\/diagram\/elk$/ }, () => ({ path: './layout.js', external: true }));
  },
};

const bundles = [
  { ...node, entryPoints: ['client/src/extension.ts'], outfile: join(folder, 'client.js'), external: ['vscode'] },
  {
    ...browser,
    format: 'cjs',
    entryPoints: ['client/src/extension-web.ts'],
    outfile: join(folder, 'client-web.js'),
    external: ['vscode'],
  },
  {
    ...node,
    entryPoints: ['server/src/lsp/server-node.ts'],
    outfile: join(folder, 'server.js'),
    plugins: [layoutBundle],
  },
  { ...browser, format: 'iife', entryPoints: ['server/src/lsp/server-web.ts'], outfile: join(folder, 'server-web.js') },
  {
    ...node,
    entryPoints: ['server/src/cli/main.ts'],
    outfile: join(folder, 'cli.js'),
    plugins: [othersBundle],
    banner: { js: '#!/usr/bin/env node' },
  },
  {
    ...node,
    entryPoints: ['server/src/cli/others.ts'],
    outfile: join(folder, 'cli-others.js'),
    plugins: [serverBundle, layoutBundle],
  },
  {
    // One file for Node and for workers. With a document the library does not take the worker for its own.
    ...browser,
    format: 'iife',
    globalName: 'iptablesLensLayout',
    define: { document: 'null' },
    entryPoints: ['server/src/features/diagram/elk.ts'],
    outfile: join(folder, 'layout.js'),
    sourcemap: false,
    banner: { js: '/*! Contains elkjs, (c) Kiel University and others, EPL-2.0: https://github.com/kieler/elkjs */' },
    footer: { js: "if (typeof exports === 'object') exports.layout = iptablesLensLayout.layout;" },
  },
  { ...browser, format: 'iife', entryPoints: ['client/webview/picture.ts'], outfile: join(folder, 'picture.js') },
];

/** The grammar of shells, as its packages bring it: what runs it, and the grammar itself. */
const grammarFiles = ['web-tree-sitter/web-tree-sitter.wasm', 'tree-sitter-bash/tree-sitter-bash.wasm'];

if (watch) await watchAll();
else await buildAll();

async function buildAll() {
  if (production) rmSync(folder, { recursive: true, force: true });
  copyGrammar();
  try {
    await Promise.all(bundles.map((options) => esbuild.build(options)));
    chmodSync(join(folder, 'cli.js'), 0o755);
  } catch {
    process.exit(1);
  }
}

function copyGrammar() {
  mkdirSync(folder, { recursive: true });
  for (const file of grammarFiles) copyFileSync(join(root, 'node_modules', file), join(folder, basename(file)));
}

async function watchAll() {
  copyGrammar();
  const contexts = await Promise.all(bundles.map((options) => esbuild.context({ ...options, logLevel: 'info' })));
  await Promise.all(contexts.map((context) => context.watch()));
}
