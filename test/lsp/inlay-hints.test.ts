/** Inlay hints over stdio, and the settings that turn them off. */

import assert from 'node:assert/strict';
import {
  DidChangeConfigurationNotification,
  InlayHintRefreshRequest,
  InlayHintRequest,
} from 'vscode-languageserver-protocol/node';
import { type Client, startClient } from './client';

const uri = 'file:///tmp/dump.iptables';
const dump = '*filter\n:INPUT ACCEPT [1:60]\n[1:60] -A INPUT -p tcp --dport 22 -j ACCEPT\nCOMMIT\n';

describe('inlay hints over stdio', function () {
  this.timeout(60_000);
  let client: Client;
  let refreshed = 0;

  before(async () => {
    client = await startClient({ workspace: { inlayHint: { refreshSupport: true } } });
    client.connection.onRequest(InlayHintRefreshRequest.type, () => {
      refreshed++;
    });
  });
  after(async () => {
    assert.equal(await client.stop(), 0);
  });

  const labels = async () => {
    const range = { start: { line: 0, character: 0 }, end: { line: 4, character: 0 } };
    const hints = await client.connection.sendRequest(InlayHintRequest.type, { textDocument: { uri }, range });
    return hints?.map(({ label }) => label);
  };

  it('are shown as the settings say', async () => {
    assert.equal(await labels(), undefined);
    await client.open(uri, dump);
    assert.deepEqual(await labels(), ['#1', '50 %', 'SSH']);
    const set = async (inlayHints: Record<string, boolean>) => {
      await client.connection.sendNotification(DidChangeConfigurationNotification.type, {
        settings: { iptablesLens: { inlayHints } },
      });
      return labels();
    };
    assert.deepEqual(await set({ ports: false }), ['#1', '50 %']);
    assert.deepEqual(await set({ ruleNumbers: false }), ['50 %', 'SSH']);
    assert.deepEqual(await set({ counterShares: false }), ['#1', 'SSH']);
    assert.equal(refreshed, 3);
  });
});
