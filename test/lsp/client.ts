/** A bare LSP client over stdio, as any editor could be. */

import { spawn } from 'node:child_process';
import {
  type ClientCapabilities,
  createProtocolConnection,
  type Diagnostic,
  DidChangeTextDocumentNotification,
  DidOpenTextDocumentNotification,
  ExitNotification,
  InitializedNotification,
  InitializeRequest,
  type InitializeResult,
  type ProtocolConnection,
  PublishDiagnosticsNotification,
  ShutdownRequest,
  StreamMessageReader,
  StreamMessageWriter,
  type TextDocumentContentChangeEvent,
} from 'vscode-languageserver-protocol/node';
import { commandLine } from '../support/command-line';

export interface Client {
  connection: ProtocolConnection;
  initialized: InitializeResult;
  /** Opens a document and waits for its diagnostics. */
  open(uri: string, text: string, languageId?: string): Promise<Diagnostic[]>;
  /** Opens a document, and waits for nothing. */
  tell(uri: string, text: string, languageId: string): Promise<void>;
  /** Sends edits and waits for the diagnostics of that version. */
  change(uri: string, version: number, contentChanges: TextDocumentContentChangeEvent[]): Promise<Diagnostic[]>;
  /** Shuts down politely; resolves to the exit status of the server. */
  stop(): Promise<number | null>;
}

export async function startClient(
  capabilities: ClientCapabilities = {},
  initializationOptions?: unknown,
): Promise<Client> {
  const server = spawn(process.execPath, [commandLine(), 'lsp', '--stdio'], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const exited = new Promise<number | null>((done) => server.once('exit', done));
  const connection = createProtocolConnection(
    new StreamMessageReader(server.stdout),
    new StreamMessageWriter(server.stdin),
  );
  connection.listen();
  const initialized = await connection.sendRequest(InitializeRequest.type, {
    processId: process.pid,
    rootUri: null,
    capabilities,
    initializationOptions,
  });
  await connection.sendNotification(InitializedNotification.type, {});
  const tell = (uri: string, text: string, languageId: string) =>
    connection.sendNotification(DidOpenTextDocumentNotification.type, {
      textDocument: { uri, languageId, version: 1, text },
    });
  return {
    connection,
    initialized,
    tell,
    async open(uri, text, languageId = 'iptables-save') {
      const found = published(connection, uri, 1);
      await tell(uri, text, languageId);
      return found;
    },
    async change(uri, version, contentChanges) {
      const found = published(connection, uri, version);
      await connection.sendNotification(DidChangeTextDocumentNotification.type, {
        textDocument: { uri, version },
        contentChanges,
      });
      return found;
    },
    async stop() {
      await connection.sendRequest(ShutdownRequest.type);
      await connection.sendNotification(ExitNotification.type);
      const status = await exited;
      connection.dispose();
      return status;
    },
  };
}

function published(connection: ProtocolConnection, uri: string, version: number): Promise<Diagnostic[]> {
  return new Promise((done) => {
    const listener = connection.onNotification(PublishDiagnosticsNotification.type, (params) => {
      if (params.uri !== uri || params.version !== version) return;
      listener.dispose();
      done(params.diagnostics);
    });
  });
}
