/** Entry of the server in a Web Worker. */

import { BrowserMessageReader, BrowserMessageWriter, createConnection } from 'vscode-languageserver/browser';
import type { Layout } from '../features/diagram/layout';
import { startServer } from './server';

/** The worker's own global, of which only the message channel is used. */
const worker = globalThis as unknown as ConstructorParameters<typeof BrowserMessageReader>[0];

/** What the script that lays out pictures leaves behind. */
const scripts = globalThis as unknown as { importScripts(uri: string): void; iptablesLensLayout?: { layout: Layout } };

const connection = createConnection(new BrowserMessageReader(worker), new BrowserMessageWriter(worker));
startServer(connection, {
  async layout(uri) {
    if (uri === undefined) throw new Error('no script for the layout of pictures was named');
    if (!scripts.iptablesLensLayout) scripts.importScripts(uri);
    return scripts.iptablesLensLayout!.layout;
  },
  async grammar(folderUri) {
    if (folderUri === undefined) throw new Error('no folder was named');
    const [runtime, bash] = await Promise.all([
      bytesAt(`${folderUri}/web-tree-sitter.wasm`),
      bytesAt(`${folderUri}/tree-sitter-bash.wasm`),
    ]);
    return { runtime, bash };
  },
});

async function bytesAt(address: string): Promise<Uint8Array> {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${address}: ${response.status}`);
  return new Uint8Array(await response.arrayBuffer());
}
