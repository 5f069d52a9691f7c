/** The grammar of shells from its files: they lie beside a bundle, or in the packages that bring them. */

import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ShellGrammar } from '../shell/parser';

const packages = join(__dirname, '../../../node_modules');

/** Reads both files; rejects when they are missing. */
export async function readGrammarFiles(): Promise<ShellGrammar> {
  const [runtime, bash] = await Promise.all([
    grammarFile('web-tree-sitter', 'web-tree-sitter.wasm'),
    grammarFile('tree-sitter-bash', 'tree-sitter-bash.wasm'),
  ]);
  return { runtime, bash };
}

function grammarFile(packageName: string, name: string): Promise<Uint8Array> {
  const beside = join(__dirname, name);
  return readFile(existsSync(beside) ? beside : join(packages, packageName, name));
}
