/** The server over stdio with a dump open in it, as an editor has it. */

import { spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import {
  createProtocolConnection,
  DidOpenTextDocumentNotification,
  InitializedNotification,
  InitializeRequest,
  type ProtocolConnection,
  PublishDiagnosticsNotification,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver-protocol/node';

export const uri = 'file:///kube-proxy.iptables-save';

export interface OpenServer {
  connection: ProtocolConnection;
  stop(): void;
}

/** Somebody who opens a dump looks at it first. */
const glance = 3_000;

/** Starts the server and waits until it has judged the dump, which is version 1, and somebody has had a look at it. */
export async function openServer(dump: string): Promise<OpenServer> {
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
    textDocument: { uri, languageId: 'iptables-save', version: 1, text: dump },
  });
  await opened;
  await setTimeout(glance);
  return {
    connection,
    stop() {
      connection.dispose();
      server.kill();
    },
  };
}

/** Resolves with the diagnostics of a version. */
export function published(connection: ProtocolConnection, version: number): Promise<void> {
  return new Promise((done) => {
    const listener = connection.onNotification(PublishDiagnosticsNotification.type, (params) => {
      if (params.version !== version) return;
      listener.dispose();
      done();
    });
  });
}
