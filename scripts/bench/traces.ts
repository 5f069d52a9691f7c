/** Figures 6 and 7: where one packet goes, and the table of all ports, each asked for after an edit. */

import { DidChangeTextDocumentNotification, type ProtocolConnection } from 'vscode-languageserver-protocol/node';
import { type PortsResult, portsRequest, type TraceResult, traceRequest } from '../../server/src/lsp/protocol';
import { wholeNumbers } from '../../test/support/random';
import { median, quantile } from './median';
import type { RequestTimes } from './requests';
import { openServer, published, uri } from './server';

const traces = 200;
const tables = 10;

/**
 * The time that all but a hundredth of the traces keep to, each for another service of the dump, with the paths of all answers as somebody
 * who types a question is told them; and the middle one of the tables.
 */
export async function traceTimes(dump: string): Promise<{ trace: RequestTimes; ports: RequestTimes }> {
  const { connection, stop } = await openServer(dump);
  const services = [...dump.matchAll(/^-A KUBE-SERVICES -d ([\d.]+)\/32/gm)].map((found) => found[1]!);
  const random = wholeNumbers(13);
  const end = dump.split('\n').indexOf('COMMIT');
  const packets = await measure(connection, end, traces, 2, async () => {
    const question = `out tcp 80 to ${services[random(services.length)]} uid 0 gid 0 mark 0`;
    const answer = await connection.sendRequest<TraceResult | null>(traceRequest, { uri, question });
    if (!answer || 'message' in answer) throw new Error(`no answer to ${question}`);
    throwIfGivenUp(answer.answers.map(({ label }) => label));
  });
  const maps = await measure(connection, end, tables, 2 + traces, async () => {
    const table = await connection.sendRequest<PortsResult | null>(portsRequest, { uri });
    if (!table) throw new Error('no table of ports');
    throwIfGivenUp([JSON.stringify(table)]);
  });
  stop();
  return {
    trace: { value: quantile(packets, 0.99), detail: detailOf(packets) },
    ports: { value: median(maps), detail: detailOf(maps) },
  };
}

/** Quick is no answer that says it would take too long. */
function throwIfGivenUp(texts: readonly string[]): void {
  const text = texts.find((each) => each.includes('too many'));
  if (text !== undefined) throw new Error(`given up: ${text.slice(0, 200)}`);
}

/** Milliseconds of each request; before each an edit makes what is known of the ruleset out of date. `end` is the line behind the table. */
async function measure(
  connection: ProtocolConnection,
  end: number,
  count: number,
  firstVersion: number,
  ask: () => Promise<void>,
): Promise<number[]> {
  const times: number[] = [];
  for (let version = firstVersion; times.length < count; version++) {
    const done = published(connection, version);
    const { line, text } = version % 2 === 0 ? declaration(version) : service(version, end);
    const start = { line, character: 0 };
    connection.sendNotification(DidChangeTextDocumentNotification.type, {
      textDocument: { uri, version },
      contentChanges: [{ range: { start, end: start }, text }],
    });
    await done;
    const begun = performance.now();
    await ask();
    times.push(performance.now() - begun);
  }
  return times;
}

/** A line among the declarations, so that all rules move. */
function declaration(version: number): { line: number; text: string } {
  return { line: 20 + version, text: `:NEW-${version} - [0:0]\n` };
}

/** A rule in the midst of the longest chain, which is the last one of the dump. */
function service(version: number, end: number): { line: number; text: string } {
  const rule = `-A KUBE-SERVICES -d 10.200.${version >> 8}.${version & 255}/32 -p tcp -m tcp --dport 80 -j KUBE-MARK-MASQ`;
  return { line: end - 1000, text: `${rule}\n` };
}

function detailOf(times: number[]): string {
  return `median ${median(times).toFixed(2)} ms, longest ${quantile(times, 1).toFixed(1)} ms`;
}
