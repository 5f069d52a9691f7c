/** The language server behind a bare client over stdio. */

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import {
  CodeActionRequest,
  CodeLensRequest,
  CodeLensResolveRequest,
  ConfigurationRequest,
  DefinitionRequest,
  type Diagnostic,
  DidChangeConfigurationNotification,
  DocumentSymbolRequest,
  HoverRequest,
  type MarkupContent,
  PublishDiagnosticsNotification,
  type TextEdit,
} from 'vscode-languageserver-protocol/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import {
  type FamilyResult,
  familyRequest,
  type MendHeaderResult,
  mendHeaderRequest,
  setFamilyRequest,
} from '../../server/src/lsp/protocol';
import { type Client, startClient } from './client';

const damaged = readFileSync('examples/istio-damaged.iptables', 'utf8');
const mended = readFileSync('examples/istio-mended.iptables', 'utf8');
const uri = 'file:///tmp/dump.iptables';
const textDocument = { uri };

describe('language server over stdio', function () {
  this.timeout(60_000);
  let client: Client;

  beforeEach(async () => {
    client = await startClient();
  });
  afterEach(async () => {
    assert.equal(await client.stop(), 0);
  });

  it('diagnoses, mends and explains the damaged dump', async () => {
    const found = await client.open(uri, damaged);
    assert.deepEqual(errorLines(found, 'undefined-chain'), [9, 11, 12, 13, 14, 15, 16]);
    const undefinedChain = found.find(({ code }) => code === 'undefined-chain');
    assert.deepEqual(undefinedChain?.data, { refusedBy: { legacy: 'test', nft: 'load' } });
    assert.deepEqual(
      [...new Set(found.filter(({ severity }) => severity === 1).map(({ range }) => range.start.line))],
      [4, 5, 6, 7, 8, 9, 11, 12, 13, 14, 15, 16, 28],
    );

    const result = await client.connection.sendRequest<MendHeaderResult>(mendHeaderRequest, { uri });
    const [change] = result.edit.documentChanges as { edits: TextEdit[] }[];
    const text = TextDocument.applyEdits(TextDocument.create(uri, '', 1, damaged), change!.edits);
    assert.equal(`${text}\n`, mended);

    const position = { line: 16, character: 30 };
    const hover = await client.connection.sendRequest(HoverRequest.type, { textDocument, position });
    assert.match((hover!.contents as MarkupContent).value, /15006/);
    const definition = await client.connection.sendRequest(DefinitionRequest.type, { textDocument, position });
    assert.equal((definition as { range: { start: { line: number } } }[])[0]!.range.start.line, 6);
    const symbols = await client.connection.sendRequest(DocumentSymbolRequest.type, { textDocument });
    assert.deepEqual(
      symbols!.map(({ name }) => name),
      ['nat'],
    );
  });

  it('shows where a port goes', async () => {
    await client.open(uri, damaged);
    const lenses = await client.connection.sendRequest(CodeLensRequest.type, { textDocument });
    const lens = lenses!.find(({ range }) => range.start.line === 14)!;
    const { command } = await client.connection.sendRequest(CodeLensResolveRequest.type, lens);
    assert.equal(command!.title, 'tcp 15021 in: PREROUTING → ISTIO_INBOUND → RETURN → policy ACCEPT · not redirected');
    assert.equal(command!.command, 'iptablesLens.showPath');
  });

  it('follows edits', async () => {
    assert.deepEqual(await client.open(uri, mended), []);
    const start = { line: 9, character: 25 };
    const found = await client.change(uri, 2, [{ range: { start, end: start }, text: 'X' }]);
    assert.deepEqual(errorLines(found, 'undefined-chain'), [9]);
    const end = { line: 9, character: 26 };
    assert.deepEqual(await client.change(uri, 3, [{ range: { start, end }, text: '' }]), []);
    assert.equal((await client.change(uri, 4, [{ text: damaged }])).length > 10, true);
  });

  it('offers the mend of the header and the newline where they are wanted', async () => {
    await client.open(uri, damaged);
    const titles = async (line: number, only?: string[]) => {
      const range = { start: { line, character: 0 }, end: { line, character: 80 } };
      const context = { diagnostics: [], only };
      const actions = await client.connection.sendRequest(CodeActionRequest.type, { textDocument, range, context });
      return actions!.map(({ title }) => title);
    };
    assert.equal((await titles(4))[0], 'Mend the header of *nat');
    assert.deepEqual(await titles(28), ['Insert a final newline']);
    assert.deepEqual(await titles(28, ['source.fixAll']), ['Fix everything that can be fixed for certain']);
    assert.deepEqual(await titles(2), []);
  });

  it('takes a file for the family that the user chooses', async () => {
    await client.open(uri, mended);
    const family = () => client.connection.sendRequest<FamilyResult>(familyRequest, { uri });
    assert.deepEqual(await family(), { family: 'ipv4', decidedBy: 'content' });
    await client.connection.sendRequest(setFamilyRequest, { uri, family: 'ipv6' });
    assert.deepEqual(await family(), { family: 'ipv6', decidedBy: 'user' });
    await client.connection.sendRequest(setFamilyRequest, { uri, family: null });
    assert.equal((await family()).decidedBy, 'content');
  });

  it('uses settings that are pushed', async () => {
    await client.open(uri, damaged);
    const again = new Promise<Diagnostic[]>((done) => {
      client.connection.onNotification(PublishDiagnosticsNotification.type, (params) => done(params.diagnostics));
    });
    await client.connection.sendNotification(DidChangeConfigurationNotification.type, {
      settings: { iptablesLens: { diagnostics: { severity: { 'undefined-chain': 'off' } } } },
    });
    assert.deepEqual(errorLines(await again, 'undefined-chain'), []);
  });

  it('answers about documents that are not open with nothing', async () => {
    const position = { line: 0, character: 0 };
    assert.equal(await client.connection.sendRequest(HoverRequest.type, { textDocument, position }), null);
    assert.equal(await client.connection.sendRequest(mendHeaderRequest, { uri }), null);
  });
});

describe('language server with a client that answers', () => {
  it('pulls settings and links diagnostics to their pages', async () => {
    const capabilities = { workspace: { configuration: true } };
    const client = await startClient(capabilities, { pagesUri: 'https://example.org/pages' });
    client.connection.onRequest(ConfigurationRequest.type, ({ items }) =>
      items.map(() => ({ diagnostics: { severity: { 'unknown-policy': 'hint' } } })),
    );
    const found = await client.open(uri, damaged);
    const policy = found.find(({ code }) => code === 'unknown-policy')!;
    assert.equal(policy.severity, 4);
    assert.equal(policy.codeDescription?.href, 'https://example.org/pages/unknown-policy.md');
    assert.equal(await client.stop(), 0);
  }).timeout(60_000);
});

function errorLines(found: Diagnostic[], code: string): number[] {
  return found.filter((diagnostic) => diagnostic.code === code).map(({ range }) => range.start.line);
}
