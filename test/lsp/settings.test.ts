// Settings as clients send them, and the backend that findings are judged by.
import { strict as assert } from 'node:assert';
import {
  DidChangeConfigurationNotification,
  PublishDiagnosticsNotification,
  type PublishDiagnosticsParams,
} from 'vscode-languageserver-protocol/node';
import { defaultSettings, readSettings } from '../../server/src/lsp/settings';
import { startClient } from './client';

const sent: [what: string, settings: unknown, expected: Partial<typeof defaultSettings>][] = [
  ['nothing', undefined, {}],
  ['null', null, {}],
  ['an empty object', {}, {}],
  ['a backend', { backend: 'legacy' }, { backend: 'legacy' }],
  ['the other backend', { backend: 'nf_tables' }, { backend: 'nf_tables' }],
  ['no backend', { backend: 'nft' }, {}],
  ['no object', { inlayHints: 'off', codeLens: 3, diagnostics: [] }, {}],
  [
    'one hint',
    { inlayHints: { ports: false, ruleNumbers: 'no' } },
    { inlayHints: { ports: false, ruleNumbers: true, counterShares: true } },
  ],
  [
    'severities',
    { diagnostics: { severity: { 'unused-chain': 'off', 'missing-commit': 'fatal' } } },
    { severity: { 'unused-chain': 'off' } },
  ],
  ['the mode of fragments', { fragments: 'always' }, { fragments: 'always' }],
];

describe('settings', () => {
  for (const [what, settings, expected] of sent) {
    it(`read from ${what}`, () => assert.deepEqual(readSettings(settings), { ...defaultSettings, ...expected }));
  }

  it('have the backend judged by that they name', async function () {
    this.timeout(60_000);
    const client = await startClient();
    const uri = 'file:///tmp/dump.iptables';
    const found = await client.open(uri, '*filter\n:INPUT ACCEPT [0:0]\nCOMMIT');
    assert.match(found[0]?.message ?? '', /iptables-legacy-restore refuses it; the nf_tables one does not\.$/);
    const published = new Promise<PublishDiagnosticsParams>((done) => {
      client.connection.onNotification(PublishDiagnosticsNotification.type, done);
    });
    await client.connection.sendNotification(DidChangeConfigurationNotification.type, {
      settings: { iptablesLens: { backend: 'nf_tables' } },
    });
    assert.deepEqual((await published).diagnostics, []);
    assert.equal(await client.stop(), 0);
  });
});
