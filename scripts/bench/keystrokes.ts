/** Figure 3: from the message of an edit to the diagnostics of that version, through the server over stdio. */

import { spawn } from 'node:child_process';
import { resolve } from 'node:path';
import {
  createProtocolConnection,
  DidChangeTextDocumentNotification,
  DidOpenTextDocumentNotification,
  InitializedNotification,
  InitializeRequest,
  type ProtocolConnection,
  PublishDiagnosticsNotification,
  type Range,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver-protocol/node';
import { wholeNumbers } from '../../test/support/random';
import { median, quantile } from './median';

const edits = 1_000;
const uri = 'file:///kube-proxy.iptables-save';

/** A character is typed at a random place and taken back again, 1,000 edits in all. */
export async function keystrokes(dump: string): Promise<{ value: number; detail: string }> {
  const server = spawn(process.execPath, [resolve('dist/cli.js'), 'lsp', '--stdio'], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const connection = createProtocolConnection(
    new StreamMessageReader(server.stdout),
    new StreamMessageWriter(server.stdin),
  );
  connection.listen();
  await connection.sendRequest(InitializeRequest.type, { processId: process.pid, rootUri: null, capabilities: {} });
  await connection.sendNotification(InitializedNotification.type, {});
  const opened = published(connection, 1);
  connection.sendNotification(DidOpenTextDocumentNotification.type, {
    textDocument: { uri, languageId: 'iptables-save', version: 1, text: dump },
  });
  await opened;
  const times = await typeAndTakeBack(connection, dump.split('\n'));
  connection.dispose();
  server.kill();
  return {
    value: quantile(times, 0.99),
    detail: `median ${median(times).toFixed(2)} ms, longest ${quantile(times, 1).toFixed(1)} ms`,
  };
}

async function typeAndTakeBack(connection: ProtocolConnection, lines: string[]): Promise<number[]> {
  const random = wholeNumbers(7);
  const times: number[] = [];
  for (let version = 2; times.length < edits; version += 2) {
    const line = random(lines.length);
    const character = random(lines[line]!.length + 1);
    const letter = String.fromCharCode(32 + random(95));
    const [start, end] = [
      { line, character },
      { line, character: character + 1 },
    ];
    times.push(await edit(connection, version, { start, end: start }, letter));
    times.push(await edit(connection, version + 1, { start, end }, ''));
  }
  return times;
}

async function edit(connection: ProtocolConnection, version: number, range: Range, text: string): Promise<number> {
  const done = published(connection, version);
  const start = performance.now();
  connection.sendNotification(DidChangeTextDocumentNotification.type, {
    textDocument: { uri, version },
    contentChanges: [{ range, text }],
  });
  await done;
  return performance.now() - start;
}

function published(connection: ProtocolConnection, version: number): Promise<void> {
  return new Promise((done) => {
    const listener = connection.onNotification(PublishDiagnosticsNotification.type, (params) => {
      if (params.version !== version) return;
      listener.dispose();
      done();
    });
  });
}
