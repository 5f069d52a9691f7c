/** Figures 3 and 8: from the message of an edit to the diagnostics of that version, through the server over stdio. */

import { deepEqual, notEqual } from 'node:assert/strict';
import {
  type Diagnostic,
  DidChangeTextDocumentNotification,
  type ProtocolConnection,
  type Range,
} from 'vscode-languageserver-protocol/node';
import { wholeNumbers } from '../../test/support/random';
import { median, quantile } from './median';
import { openServer, published, uri } from './server';

const edits = 1_000;
const headEdits = 100;

/** A character is typed at a random place and taken back again, 1,000 edits in all. */
export async function keystrokes(text: string, language?: string): Promise<{ value: number; detail: string }> {
  const { connection, stop } = await openServer(text, language);
  const times = await typeAndTakeBack(connection, text.split('\n'));
  stop();
  return told(times);
}

/**
 * The same in a script. The detail tells too how long edits at its head take, in the variables and functions that all of it hangs on.
 * Throws when findings get wrong.
 */
export async function scriptKeystrokes(script: string, head: number): Promise<{ value: number; detail: string }> {
  const { connection, stop } = await openServer(script, 'shellscript');
  const lines = script.split('\n');
  const times = await typeAndTakeBack(connection, lines);
  const atHead = await typeAndTakeBack(connection, lines, { version: edits + 2, count: headEdits, within: head });
  const [line, character] = [lines.findLastIndex((each) => each.includes('--to-destination')), 0];
  const misspelt = lines.with(line, lines[line]!.replace('--to-dest', '--to-desk'));
  const start = { line, character };
  const end = { line, character: lines[line]!.length };
  const found = await replace(connection, edits + headEdits + 2, { start, end }, misspelt[line]!);
  stop();
  const fresh = await openServer(misspelt.join('\n'), 'shellscript');
  fresh.stop();
  deepEqual(found, fresh.diagnostics);
  notEqual(fresh.diagnostics.length, 0);
  const { value, detail } = told(times);
  return { value, detail: `${detail}; at its head ${told(atHead).detail}` };
}

function told(times: number[]): { value: number; detail: string } {
  return {
    value: quantile(times, 0.99),
    detail: `median ${median(times).toFixed(2)} ms, longest ${quantile(times, 1).toFixed(1)} ms`,
  };
}

/** `version` is that of the first edit; lines are chosen from the first ones, as many as `within` says. */
async function typeAndTakeBack(
  connection: ProtocolConnection,
  lines: string[],
  { version = 2, count = edits, within = lines.length } = {},
): Promise<number[]> {
  const random = wholeNumbers(7);
  const times: number[] = [];
  for (let next = version; times.length < count; next += 2) {
    const line = random(within);
    const character = random(lines[line]!.length + 1);
    const letter = String.fromCharCode(32 + random(95));
    const [start, end] = [
      { line, character },
      { line, character: character + 1 },
    ];
    times.push(await edit(connection, next, { start, end: start }, letter));
    times.push(await edit(connection, next + 1, { start, end }, ''));
  }
  return times;
}

async function edit(connection: ProtocolConnection, version: number, range: Range, text: string): Promise<number> {
  const start = performance.now();
  await replace(connection, version, range, text);
  return performance.now() - start;
}

/** Resolves with the diagnostics of the version that comes of it. */
function replace(connection: ProtocolConnection, version: number, range: Range, text: string): Promise<Diagnostic[]> {
  const done = published(connection, version);
  connection.sendNotification(DidChangeTextDocumentNotification.type, {
    textDocument: { uri, version },
    contentChanges: [{ range, text }],
  });
  return done;
}
