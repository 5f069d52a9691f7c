/** The language server: connects requests to features. Runs in Node and in a Web Worker alike. */

import {
  CodeLensRefreshRequest,
  type Connection,
  DidChangeConfigurationNotification,
  type InitializeParams,
  type InitializeResult,
  TextDocumentSyncKind,
  TextDocuments,
} from 'vscode-languageserver';
import { fixAllKind } from '../features/code-actions';
import { diagnostics } from '../features/diagnostics';
import { semanticTokensLegend } from '../features/semantic-tokens';
import { completionCapabilities, registerCompletion } from './completion';
import { registerFeatures } from './feature-handlers';
import { applySettings, changeDump, chooseFamily, findingsOf, type OpenDump, openDump, rulesetOf } from './open-dump';
import { type LoadLayout, registerPictures } from './pictures';
import {
  type FamilyParams,
  type FamilyResult,
  familyRequest,
  type InitializationOptions,
  type SetFamilyParams,
  setFamilyRequest,
} from './protocol';
import { createSettings, section } from './settings';
import { registerTrace } from './trace';
import { warmUp } from './warm-up';
import { registerWhichPackets } from './which-packets';

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
    foldingRangeProvider: true,
    hoverProvider: true,
    inlayHintProvider: true,
    referencesProvider: true,
    semanticTokensProvider: { legend: semanticTokensLegend, range: true, full: { delta: true } },
  },
};

/** Answers on the connection until it closes; pictures are laid out by what `loadLayout` brings. */
export function startServer(connection: Connection, loadLayout: LoadLayout): void {
  let client: InitializeParams | undefined;
  const dumps = new TextDocuments<OpenDump>({
    create: (uri, _language, version, text) => openDump(uri, version, text),
    update: changeDump,
  });
  const settings = createSettings(connection, () => client?.capabilities.workspace?.configuration === true);
  const publish = createPublisher(connection, dumps, settings.of, () => optionsOf(client)?.pagesUri);

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
    for (const { uri } of dumps.all()) publish(uri);
    refresh(connection, client);
  });
  dumps.onDidChangeContent(({ document }) => publish(document.uri));
  dumps.onDidClose(({ document }) => {
    settings.forget(document.uri);
    connection.sendDiagnostics({ uri: document.uri, diagnostics: [] });
  });

  connection.onRequest(familyRequest, ({ uri }: FamilyParams) => familyOf(dumps.get(uri)));
  connection.onRequest(setFamilyRequest, ({ uri, family }: SetFamilyParams) => {
    const dump = dumps.get(uri);
    if (!dump) return;
    chooseFamily(dump, family);
    publish(uri);
    refresh(connection, client);
  });
  registerFeatures(connection, dumps, settings.of);
  registerCompletion(connection, dumps, () => client);
  registerTrace(connection, dumps);
  registerWhichPackets(connection, dumps);
  registerPictures(connection, dumps, () => loadLayout(optionsOf(client)?.layoutUri));
  dumps.listen(connection);
  connection.listen();
}

/**
 * Publishes a document's diagnostics as soon as the messages that wait already are read, so that a burst of edits is
 * judged once. While the first ones are looked at, the other features get ready.
 */
function createPublisher(
  connection: Connection,
  dumps: TextDocuments<OpenDump>,
  settingsOf: (uri: string) => Promise<OpenDump['settings']>,
  pages: () => string | undefined,
): (uri: string) => void {
  const waiting = new Set<string>();
  let warm = false;
  const publish = async (uri: string) => {
    const settings = await settingsOf(uri);
    waiting.delete(uri);
    const dump = dumps.get(uri);
    if (!dump) return;
    applySettings(dump, settings);
    const found = diagnostics(uri, findingsOf(dump), pages());
    await connection.sendDiagnostics({ uri, version: dump.version, diagnostics: found });
    if (warm) return;
    warm = true;
    await warmUp(() => {
      const open = dumps.get(uri);
      return open && rulesetOf(open);
    });
  };
  return (uri) => {
    if (waiting.has(uri)) return;
    waiting.add(uri);
    setTimeout(publish, 0, uri);
  };
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
