/** Figures 4 and 5: from a request for completion or hover to its answer, at random places of a big dump. */

import {
  CompletionRequest,
  HoverRequest,
  type ProtocolConnection,
  type TextDocumentPositionParams,
} from 'vscode-languageserver-protocol/node';
import { wholeNumbers } from '../../test/support/random';
import { median, quantile } from './median';
import { openServer, uri } from './server';

const requests = 200;

export interface RequestTimes {
  value: number;
  detail: string;
}

/** The time that all but a hundredth of the requests keep to, for each of the two. */
export async function requestTimes(dump: string): Promise<{ completion: RequestTimes; hover: RequestTimes }> {
  const { connection, stop } = await openServer(dump);
  const lines = dump.split('\n');
  const completion = await measure(lines, (place) => connection.sendRequest(CompletionRequest.type, place));
  const hover = await measure(lines, (place) => connection.sendRequest(HoverRequest.type, place));
  stop();
  return { completion, hover };
}

async function measure(
  lines: string[],
  ask: (place: TextDocumentPositionParams) => ReturnType<ProtocolConnection['sendRequest']>,
): Promise<RequestTimes> {
  const random = wholeNumbers(11);
  const times: number[] = [];
  while (times.length < requests) {
    const line = random(lines.length);
    const character = random(lines[line]!.length + 1);
    const start = performance.now();
    await ask({ textDocument: { uri }, position: { line, character } });
    times.push(performance.now() - start);
  }
  const detail = `median ${median(times).toFixed(2)} ms, longest ${quantile(times, 1).toFixed(1)} ms`;
  return { value: quantile(times, 0.99), detail };
}
