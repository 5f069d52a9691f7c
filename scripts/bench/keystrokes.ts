/** Figure 3: from the message of an edit to the diagnostics of that version, through the server over stdio. */

import {
  DidChangeTextDocumentNotification,
  type ProtocolConnection,
  type Range,
} from 'vscode-languageserver-protocol/node';
import { wholeNumbers } from '../../test/support/random';
import { median, quantile } from './median';
import { openServer, published, uri } from './server';

const edits = 1_000;

/** A character is typed at a random place and taken back again, 1,000 edits in all. */
export async function keystrokes(dump: string): Promise<{ value: number; detail: string }> {
  const { connection, stop } = await openServer(dump);
  const times = await typeAndTakeBack(connection, dump.split('\n'));
  stop();
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
