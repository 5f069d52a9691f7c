/** The server over stdio with a dump or a script open in it, as an editor has it. */

import { spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import {
  createProtocolConnection,
  type Diagnostic,
  DidOpenTextDocumentNotification,
  InitializedNotification,
  InitializeRequest,
  type ProtocolConnection,
  PublishDiagnosticsNotification,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver-protocol/node';

export const uri = 'file:///firewall';

export interface OpenServer {
  connection: ProtocolConnection;
  /** Of version 1. */
  diagnostics: Diagnostic[];
  stop(): void;
}

/** Somebody who opens a file looks at it first. */
const glance = 3_000;

/** Starts the server and waits until it has judged the text, which is version 1, and somebody has had a look at it. */
export async function openServer(text: string, languageId = 'iptables-save'): Promise<OpenServer> {
  const server = spawn(process.execPath, [resolve('dist/cli.js'), 'lsp', '--stdio'], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const connection = createProtocolConnection(
    new StreamMessageReader(server.stdout),
    new StreamMessageWriter(server.stdin),
  );
  connection.listen();
  const capabilities = { textDocument: { completion: { completionItem: { snippetSupport: true } } } };
  await connection.sendRequest(InitializeRequest.type, { processId: process.pid, rootUri: null, capabilities });
  await connection.sendNotification(InitializedNotification.type, {});
  const opened = published(connection, 1);
  connection.sendNotification(DidOpenTextDocumentNotification.type, {
    textDocument: { uri, languageId, version: 1, text },
  });
  const diagnostics = await opened;
  await setTimeout(glance);
  return {
    connection,
    diagnostics,
    stop() {
      connection.dispose();
      server.kill();
    },
  };
}

/** Resolves with the diagnostics of a version. */
export function published(connection: ProtocolConnection, version: number): Promise<Diagnostic[]> {
  return new Promise((done) => {
    const listener = connection.onNotification(PublishDiagnosticsNotification.type, (params) => {
      if (params.version !== version) return;
      listener.dispose();
      done(params.diagnostics);
    });
  });
}
