/** What all editions of VS Code share: start the language client, register the commands, show the address family. */

import { commands, Disposable, type ExtensionContext, type Memento, Uri, window, workspace } from 'vscode';
import type { BaseLanguageClient, LanguageClientOptions } from 'vscode-languageclient';
import type { InitializationOptions } from '../../server/src/lsp/protocol';
import { showDumpTests } from './dump-tests';
import { showFamily } from './family';
import { language, scripts } from './language';
import { withLineEnds } from './line-ends';
import { mendHeader } from './mend-header';
import { registerPictures } from './picture/picture';
import { registerPreview } from './script/preview';
import { showPath } from './show-path';
import { registerPorts } from './show-ports';
import { registerTrace } from './trace/trace';
import { showWhichPackets } from './which-packets';

type CreateClient = (id: string, name: string, options: LanguageClientOptions) => BaseLanguageClient;

interface Session {
  started: Promise<void>;
  stop(): Promise<void>;
}

/** Starts the server and registers everything; what is registered ends with the extension. */
export async function run(context: ExtensionContext, createClient: CreateClient): Promise<void> {
  const outputChannel = window.createOutputChannel('iptables Lens');
  const initializationOptions: InitializationOptions = {
    pagesUri: Uri.joinPath(context.extensionUri, 'server', 'src', 'diagnostics').toString(),
    layoutUri: Uri.joinPath(context.extensionUri, 'dist', 'layout.js').toString(true),
    grammarUri: Uri.joinPath(context.extensionUri, 'dist').toString(true),
    suggestCommand: 'editor.action.triggerSuggest',
  };
  const options = { documentSelector: [{ language }, ...scripts], initializationOptions, outputChannel };
  const open = () => openSession(createClient, options, context.workspaceState, context.extensionUri);
  let session = open();
  context.subscriptions.push(
    outputChannel,
    { dispose: () => session.stop() },
    commands.registerCommand('iptablesLens.restartServer', async () => {
      await session.stop();
      session = open();
      await session.started;
    }),
  );
  await session.started;
}

/** One server with all that talks to it; a restart opens another, since a Web Worker that has shut down stays shut. */
function openSession(
  createClient: CreateClient,
  options: LanguageClientOptions,
  memory: Memento,
  extensionUri: Uri,
): Session {
  const client = createClient('iptablesLens', 'iptables Lens', {
    ...options,
    middleware: {
      handleDiagnostics: (uri, diagnostics, next) => next(uri, isFile(uri) ? diagnostics : []),
      provideCodeActions: async (document, range, context, token, next) =>
        (await next(document, range, context, token))?.map((action) => withLineEnds(action, document)),
    },
  });
  const family = showFamily(client);
  const dumpTests = showDumpTests(client);
  const parts = Disposable.from(
    family,
    dumpTests,
    registerPorts(client),
    registerPreview(client),
    commands.registerCommand('iptablesLens.mendHeader', () => mendHeader(client)),
    commands.registerCommand('iptablesLens.selectFamily', family.select),
    commands.registerCommand('iptablesLens.showPath', (path) => showPath(client, path)),
    registerPictures(client, extensionUri),
    registerTrace(client, memory),
    commands.registerCommand('iptablesLens.whichPackets', () => showWhichPackets(client)),
  );
  return {
    started: client.start().then(async () => {
      await Promise.all([family.update(), dumpTests.update()]);
    }),
    stop: async () => {
      parts.dispose();
      await client.dispose();
    },
  };
}

/** Not the other side of a comparison, nor the preview of an edit: their findings would stand twice among the problems. */
function isFile({ scheme }: Uri): boolean {
  return scheme === 'untitled' || (scheme !== 'git' && workspace.fs.isWritableFileSystem(scheme) !== undefined);
}
