/** Figure 6: from the question where one packet goes to the answer, each time after an edit. */

import { DidChangeTextDocumentNotification } from 'vscode-languageserver-protocol/node';
import { type TraceResult, traceRequest } from '../../server/src/lsp/protocol';
import { wholeNumbers } from '../../test/support/random';
import { median, quantile } from './median';
import type { RequestTimes } from './requests';
import { openServer, published, uri } from './server';

const traces = 100;

/** The time that all but a hundredth of the traces keep to; each asks for another service of the dump. */
export async function traceTimes(dump: string): Promise<RequestTimes> {
  const { connection, stop } = await openServer(dump);
  const services = [...dump.matchAll(/^-A KUBE-SERVICES -d ([\d.]+)\/32/gm)].map((found) => found[1]!);
  const random = wholeNumbers(13);
  const times: number[] = [];
  for (let version = 2; times.length < traces; version++) {
    const done = published(connection, version);
    const start = { line: random(dump.length >> 8), character: 0 };
    connection.sendNotification(DidChangeTextDocumentNotification.type, {
      textDocument: { uri, version },
      contentChanges: [{ range: { start, end: start }, text: '# \n' }],
    });
    await done;
    const question = `out tcp 80 to ${services[random(services.length)]} uid 0 gid 0 mark 0`;
    const begun = performance.now();
    const answer = await connection.sendRequest<TraceResult | null>(traceRequest, { uri, question });
    times.push(performance.now() - begun);
    if (!answer || 'message' in answer) throw new Error(`no answer to ${question}`);
  }
  stop();
  const detail = `median ${median(times).toFixed(2)} ms, longest ${quantile(times, 1).toFixed(1)} ms`;
  return { value: quantile(times, 0.99), detail };
}
