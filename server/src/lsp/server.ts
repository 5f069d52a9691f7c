/** The language server: connects requests to features. Runs in Node and in a Web Worker alike. */

import {
  CodeLensRefreshRequest,
  type Connection,
  DidChangeConfigurationNotification,
  type InitializeParams,
  type InitializeResult,
  TextDocumentSyncKind,
} from 'vscode-languageserver';
import { fixAllKind } from '../features/code-actions';
import { semanticTokensLegend } from '../features/semantic-tokens';
import type { ShellGrammar } from '../shell/parser';
import { completionCapabilities, registerCompletion } from './completion';
import { createDocuments } from './documents';
import { registerFeatures } from './feature-handlers';
import { chooseFamily, type OpenDump } from './open-dump';
import { type LoadLayout, registerPictures } from './pictures';
import {
  type FamilyParams,
  type FamilyResult,
  familyRequest,
  type InitializationOptions,
  type SetFamilyParams,
  setFamilyRequest,
} from './protocol';
import { createPublisher } from './publisher';
import { registerScripts } from './scripts';
import { createSettings, section } from './settings';
import { registerTrace } from './trace';
import { registerWhichPackets } from './which-packets';

/** Where the client would take an empty answer for one. */
const documentSelector = [{ language: 'iptables-save' }];

const initializeResult: InitializeResult = {
  serverInfo: { name: 'iptables Lens' },
  capabilities: {
    textDocumentSync: TextDocumentSyncKind.Incremental,
    codeActionProvider: { codeActionKinds: ['quickfix', fixAllKind] },
    codeLensProvider: { resolveProvider: true },
    ...completionCapabilities,
    definitionProvider: true,
    documentHighlightProvider: true,
    documentSymbolProvider: true,
    foldingRangeProvider: { documentSelector },
    hoverProvider: true,
    inlayHintProvider: { documentSelector },
    referencesProvider: true,
    semanticTokensProvider: { documentSelector, legend: semanticTokensLegend, range: true, full: { delta: true } },
  },
};

/** What is loaded when it is needed first; each is handed the address that the client has named, where the server needs one. */
export interface Loaders {
  layout: LoadLayout;
  grammar(folderUri: string | undefined): Promise<ShellGrammar>;
}

/** Answers on the connection until it closes. */
export function startServer(connection: Connection, load: Loaders): void {
  let client: InitializeParams | undefined;
  const documents = createDocuments(
    () => load.grammar(optionsOf(client)?.grammarUri),
    (reason) => connection.console.error(`Scripts cannot be read, their grammar is missing: ${reason}`),
  );
  const { all, dumps } = documents;
  const settings = createSettings(connection, () => client?.capabilities.workspace?.configuration === true);
  const { publish, forget } = createPublisher(connection, documents, settings.of, () => optionsOf(client)?.pagesUri);

  connection.onInitialize((params) => {
    client = params;
    return initializeResult;
  });
  connection.onInitialized(async () => {
    if (!client?.capabilities.workspace?.didChangeConfiguration?.dynamicRegistration) return;
    await connection.client.register(DidChangeConfigurationNotification.type, { section });
  });
  connection.onDidChangeConfiguration((change) => {
    settings.changed(change.settings);
    for (const { uri } of all.all()) publish(uri);
    refresh(connection, client);
  });
  all.onDidChangeContent(({ document }) => publish(document.uri));
  all.onDidClose(({ document }) => {
    settings.forget(document.uri);
    forget(document.uri);
  });

  connection.onRequest(familyRequest, ({ uri }: FamilyParams) => familyOf(dumps.get(uri)));
  connection.onRequest(setFamilyRequest, ({ uri, family }: SetFamilyParams) => {
    const dump = dumps.get(uri);
    if (!dump) return;
    chooseFamily(dump, family);
    publish(uri);
    refresh(connection, client);
  });
  registerFeatures(connection, documents, settings.of);
  registerCompletion(connection, documents, () => client);
  registerTrace(connection, documents);
  registerWhichPackets(connection, dumps);
  registerPictures(connection, dumps, () => load.layout(optionsOf(client)?.layoutUri));
  registerScripts(connection, documents.scripts);
  all.listen(connection);
  connection.listen();
}

function optionsOf(client: InitializeParams | undefined): InitializationOptions | undefined {
  return client?.initializationOptions as InitializationOptions | undefined;
}

function familyOf(dump: OpenDump | undefined): FamilyResult {
  if (!dump) return { family: 'ipv4', decidedBy: 'default' };
  return dump.chosen ? { family: dump.chosen, decidedBy: 'user' } : dump.detected;
}

/** Has the client ask again for what it shows all the time: settings or the family have changed. */
function refresh(connection: Connection, client: InitializeParams | undefined): void {
  const { codeLens, semanticTokens, inlayHint } = client?.capabilities.workspace ?? {};
  if (codeLens?.refreshSupport) connection.sendRequest(CodeLensRefreshRequest.type);
  if (semanticTokens?.refreshSupport) connection.languages.semanticTokens.refresh();
  if (inlayHint?.refreshSupport) connection.languages.inlayHint.refresh();
}
