/** Semantic tokens over stdio: whole, by range, and what an edit changes. */

import assert from 'node:assert/strict';
import {
  type SemanticTokens,
  type SemanticTokensDelta,
  SemanticTokensDeltaRequest,
  SemanticTokensRangeRequest,
  SemanticTokensRequest,
} from 'vscode-languageserver-protocol/node';
import { type Client, startClient } from './client';

const uri = 'file:///tmp/dump.iptables';
const textDocument = { uri };
const dump = '*filter\n:INPUT ACCEPT [0:0]\n:OWN - [0:0]\n-A INPUT -j OWN\n-A OWN -j DROP\nCOMMIT\n';

describe('semantic tokens over stdio', function () {
  this.timeout(60_000);
  let client: Client;

  before(async () => {
    client = await startClient();
  });
  after(async () => {
    assert.equal(await client.stop(), 0);
  });

  const full = async () => (await client.connection.sendRequest(SemanticTokensRequest.type, { textDocument }))!;
  const delta = async (previousResultId: string) =>
    (await client.connection.sendRequest(SemanticTokensDeltaRequest.type, { textDocument, previousResultId }))!;
  const inLines = (first: number, last: number) =>
    client.connection.sendRequest(SemanticTokensRangeRequest.type, {
      textDocument,
      range: { start: { line: first, character: 0 }, end: { line: last, character: 0 } },
    });

  it('are nothing for a document that is not open', async () => {
    assert.deepEqual(await full(), { data: [] });
    assert.deepEqual(await delta('1'), { data: [] });
    assert.deepEqual(await inLines(0, 3), { data: [] });
  });

  it('follow edits', async () => {
    await client.open(uri, dump);
    const first = await full();
    assert.deepEqual(client.initialized.capabilities.semanticTokensProvider?.full, { delta: true });
    const range = await inLines(0, 2);
    assert.deepEqual(range!.data, first.data.slice(0, range!.data.length));
    assert.ok(range!.data.length > 0);

    const end = { line: 2, character: 4 };
    await client.change(uri, 2, [{ range: { start: end, end }, text: 'ER' }]);
    const changed = (await delta(first.resultId!)) as SemanticTokensDelta;
    const data = [...first.data];
    for (const edit of [...changed.edits].reverse()) data.splice(edit.start, edit.deleteCount, ...(edit.data ?? []));
    const second = await full();
    assert.ok(changed.edits.length > 0);
    assert.deepEqual(data, second.data);
    assert.notDeepEqual(data, first.data);

    const anew = (await delta(first.resultId!)) as SemanticTokens;
    assert.deepEqual(anew.data, second.data);
    assert.deepEqual(((await delta(anew.resultId!)) as SemanticTokensDelta).edits, []);
  });
});
