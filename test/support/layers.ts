// The guard of the layers: which file may import what.

import { posix } from 'node:path';
import ts from 'typescript';

/** Each layer may import itself and those of a lower rank; layers of one rank do not know each other. */
const ranks: Readonly<Record<string, number>> = {
  syntax: 0,
  shell: 1,
  modules: 1,
  ruleset: 2,
  effect: 3,
  packets: 3,
  knowledge: 4,
  diagnostics: 5,
  features: 6,
  node: 6,
  lsp: 7,
  cli: 7,
};

const protocolTypes = ['vscode-languageserver-types', 'vscode-languageserver-textdocument'];

/** Packages and built-in modules that a layer may import; a name that ends in / or : stands for all that begin so. */
const packages: Readonly<Record<string, readonly string[]>> = {
  shell: ['web-tree-sitter'],
  modules: ['fastest-levenshtein'],
  features: [...protocolTypes, 'elkjs/'],
  node: ['node:'],
  lsp: [...protocolTypes, 'vscode-languageserver', 'vscode-languageserver/', 'vscode-languageserver-protocol'],
  cli: [...protocolTypes, 'commander', 'node:'],
  client: ['vscode', 'vscode-languageclient', 'vscode-languageclient/', 'node:'],
};

/** The one bridge between the two highest layers: the subcommand that starts the server. */
const bridge = { path: 'server/src/cli/lsp.ts', imports: ['../lsp/server-node'] };

/** What a source file, named by its path in the project, imports against the rules; each with its reason. */
export function forbiddenImports(path: string, source: string): string[] {
  const layer = layerOf(path);
  return ts
    .preProcessFile(source, true, true)
    .importedFiles.map(({ fileName, pos }) => [fileName, reason(path, layer, fileName, statementAt(source, pos))])
    .filter(([, why]) => why !== undefined)
    .map(([name, why]) => `${path} imports ${name}: ${why}`);
}

/** `client`, or a folder of `server/src`; undefined elsewhere. */
function layerOf(path: string): string | undefined {
  return /^(client)\/src\//.exec(path)?.[1] ?? /^server\/src\/([^/]+)\//.exec(path)?.[1];
}

function reason(path: string, layer: string | undefined, name: string, statement: string): string | undefined {
  if (layer === undefined || (layer !== 'client' && ranks[layer] === undefined)) return 'no layer';
  if (path === bridge.path && bridge.imports.includes(name)) return undefined;
  if (!name.startsWith('.')) return isAllowed(layer, name) ? undefined : `not a package of ${layer}`;
  const target = posix.join(posix.dirname(path), name);
  if (target === 'package.json') return layer === 'cli' || layer === 'lsp' ? undefined : 'not for this layer';
  const other = layerOf(`${target}/`);
  if (layer === 'client')
    return other === 'client' || isTypeOfProtocol(target, statement) ? undefined : 'not a type of the protocol';
  if (other === undefined || other === 'client') return 'outside the server';
  return other === layer || ranks[other]! < ranks[layer]! ? undefined : `${other} does not stand below ${layer}`;
}

function isAllowed(layer: string, name: string): boolean {
  return (packages[layer] ?? []).some((each) => (/[/:]$/.test(each) ? name.startsWith(each) : name === each));
}

function isTypeOfProtocol(target: string, statement: string): boolean {
  return target === 'server/src/lsp/protocol' && statement.startsWith('import type ');
}

/** The text from the statement's `import` or `export` to the name at that position. */
function statementAt(source: string, position: number): string {
  const before = source.slice(0, position);
  return before.slice(Math.max(before.lastIndexOf('import'), before.lastIndexOf('export')));
}
