/** Entry point in the browser edition of VS Code: the server is a Web Worker. */

import { type ExtensionContext, Uri } from 'vscode';
import { LanguageClient, State } from 'vscode-languageclient/browser';
import { run } from './run';

declare class Worker {
  constructor(url: string);
  terminate(): void;
}

/** Starts the language server in a Web Worker; rejects when it does not start. */
export function activate(context: ExtensionContext): Promise<void> {
  const script = Uri.joinPath(context.extensionUri, 'dist', 'server-web.js').toString(true);
  return run(context, (id, name, options) => {
    const worker = new Worker(script);
    const client = new LanguageClient(id, name, options, worker);
    client.onDidChangeState(({ newState }) => {
      if (newState === State.Stopped) worker.terminate();
    });
    return client;
  });
}
