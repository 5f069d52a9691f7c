/** Scripts over stdio: what is wrong in them is published and mended; scripts that have nothing to do with iptables cost nothing. */

import { strict as assert } from 'node:assert';
import {
  type CodeAction,
  CodeActionRequest,
  CodeLensRequest,
  CodeLensResolveRequest,
  type CompletionList,
  CompletionRequest,
  CompletionResolveRequest,
  DefinitionRequest,
  type Diagnostic,
  DocumentHighlightRequest,
  DocumentSymbolRequest,
  HoverRequest,
  type Location,
  type MarkupContent,
  PublishDiagnosticsNotification,
  ReferencesRequest,
} from 'vscode-languageserver-protocol/node';
import { createDocuments } from '../../server/src/lsp/documents';
import { type RenderScriptResult, renderScriptRequest } from '../../server/src/lsp/protocol';
import { type Client, startClient } from './client';

const uri = 'file:///init.sh';
const misspelt = '#!/bin/sh\niptables -w -t nat -N WEB\niptables -w -t nat -A WEB -p tcp --dprt 80 -j RETURN\n';

const words = (text: string, found: readonly Diagnostic[]) =>
  found
    .filter(({ severity }) => severity === 1)
    .map(({ code, range: { start, end } }) => [
      code,
      start.line,
      text.split('\n')[start.line]!.slice(start.character, end.character),
    ]);

describe('scripts over stdio', function () {
  this.timeout(60_000);
  let client: Client;
  before(async () => {
    client = await startClient({}, { pagesUri: 'file:///pages' });
  });
  after(() => client.stop());

  const render = (of = uri) =>
    client.connection.sendRequest<RenderScriptResult | null>(renderScriptRequest, { uri: of });

  it('are diagnosed, mended and rendered', async () => {
    const found = await client.open(uri, misspelt, 'shellscript');
    assert.deepEqual(words(misspelt, found), [['unknown-option', 2, '--dprt']]);
    const { range } = found.find(({ code }) => code === 'unknown-option')!;
    const actions = (await client.connection.sendRequest(CodeActionRequest.type, {
      textDocument: { uri },
      range,
      context: { diagnostics: [] },
    })) as CodeAction[];
    const { edit, title } = actions[0]!;
    assert.match(title, /--dport/);
    const [mend] = edit!.changes![uri]!;
    const mended = await client.change(uri, 2, [{ range: mend!.range, text: mend!.newText }]);
    assert.deepEqual(words(misspelt, mended), []);
    const { rulesets } = (await render())!;
    assert.deepEqual(
      rulesets.map(({ family, title: name }) => [family, name]),
      [['ipv4', 'IPv4']],
    );
    const { text, lines } = rulesets[0]!;
    assert.equal(lines[text.split('\n').indexOf('-A WEB -p tcp --dport 80 -j RETURN')], 2);
    assert.equal(await render('file:///other.sh'), null);
  });

  it('say once what is wrong for both families', async () => {
    const text = 'for c in iptables ip6tables; do $c -w -A INPUT --dprt 80 -j ACCEPT; done\n';
    assert.deepEqual(words(text, await client.open('file:///both.sh', text, 'shellscript')), [
      ['unknown-option', 0, '--dprt'],
    ]);
  });

  it('link each finding to its page', async () => {
    const found = await client.open(
      'file:///pages.sh',
      'iptables -A INPUT -j ACCEPT\niptables -A INPUT -j LOGG\n',
      'sh',
    );
    const pages = Object.fromEntries(found.map(({ code, codeDescription }) => [code, codeDescription?.href]));
    assert.equal(pages['missing-wait'], 'file:///pages/script/missing-wait.md');
    assert.equal(pages['unknown-target'], 'file:///pages/unknown-target.md');
  });

  it('are explained, completed, walked through and outlined', async () => {
    const textDocument = { uri: 'file:///nat.sh' };
    const text = '#!/bin/sh\niptables -w -t nat -N WEB\niptables -w -t nat -A WEB -p tcp -j REDIRECT --to-ports 8080\n';
    await client.open(textDocument.uri, text, 'shellscript');
    const at = (line: number, word: string) => ({
      textDocument,
      position: { line, character: text.split('\n')[line]!.indexOf(word) },
    });
    const { connection } = client;
    const hover = await connection.sendRequest(HoverRequest.type, at(2, '8080'));
    assert.match((hover!.contents as MarkupContent).value, /8080/);
    const [made] = (await connection.sendRequest(DefinitionRequest.type, at(2, 'WEB'))) as Location[];
    assert.equal(made?.range.start.line, 1);
    const references = await connection.sendRequest(ReferencesRequest.type, {
      ...at(1, 'WEB'),
      context: { includeDeclaration: false },
    });
    assert.deepEqual(
      references!.map(({ range }) => range.start.line),
      [2],
    );
    assert.equal((await connection.sendRequest(DocumentHighlightRequest.type, at(1, 'WEB')))!.length, 2);
    assert.deepEqual(
      (await connection.sendRequest(DocumentSymbolRequest.type, { textDocument }))!.map(({ name }) => name),
      ['WEB'],
    );
    const list = (await connection.sendRequest(CompletionRequest.type, at(2, 'WEB'))) as CompletionList;
    const chain = list.items.find(({ label }) => label === 'WEB')!;
    const { documentation } = await connection.sendRequest(CompletionResolveRequest.type, chain);
    assert.match((documentation as MarkupContent).value, /WEB/);
    const lenses = (await connection.sendRequest(CodeLensRequest.type, { textDocument }))!;
    assert.deepEqual(
      lenses.map(({ range, command }) => [range.start.line, command?.title]),
      [
        [0, 'Preview the rules this script builds (1 rule)'],
        [2, undefined],
      ],
    );
    const { command } = await connection.sendRequest(CodeLensResolveRequest.type, lenses[1]!);
    assert.equal(command?.command, 'iptablesLens.showPath');
  });

  it('may be Dockerfiles and units', async () => {
    const docker = 'FROM debian\nRUN iptables -A INPUT --dprt 80 -j ACCEPT\n';
    assert.deepEqual(words(docker, await client.open('file:///Dockerfile', docker, 'dockerfile')), [
      ['unknown-option', 1, '--dprt'],
    ]);
    const unit = '[Service]\nExecStart=/sbin/iptables -w -A INPUT --dprt 80 -j ACCEPT\n';
    assert.deepEqual(words(unit, await client.open('file:///a/fw.service', unit, 'ini')), [
      ['unknown-option', 1, '--dprt'],
    ]);
  });

  it('are left alone without iptables, until they mention it, and again afterwards', async () => {
    const quiet = 'file:///quiet.sh';
    const published = new Promise<string>((done) => {
      client.connection.onNotification(PublishDiagnosticsNotification.type, (params) => done(params.uri));
    });
    await client.tell(quiet, 'echo "$1\n', 'shellscript');
    assert.equal(
      await client.connection.sendRequest(HoverRequest.type, {
        textDocument: { uri: quiet },
        position: { line: 0, character: 1 },
      }),
      null,
    );
    assert.deepEqual(await render(quiet), { rulesets: [] });
    await client.tell('file:///later.sh', 'iptables -w -A INPUT --dprt 80 -j ACCEPT\n', 'shellscript');
    assert.equal(await published, 'file:///later.sh');

    const bad = 'iptables -w -A INPUT --dprt 80 -j ACCEPT\n';
    assert.equal(words(bad, await client.change(quiet, 2, [{ text: bad }])).length, 1);
    assert.deepEqual(await client.change(quiet, 3, [{ text: 'echo\n' }]), []);
  });
});

describe('the grammar of shells', () => {
  const opened = (load: () => Promise<never>, failed: (reason: unknown) => void, text: string) => {
    const { all, scripts } = createDocuments(load, failed);
    const listeners: ((params: unknown) => void)[] = [];
    const never = () => ({ dispose: () => {} });
    const connection = { onDidOpenTextDocument: (open: (params: unknown) => void) => listeners.push(open) };
    all.listen(
      new Proxy(connection, { get: (of, name) => (name in of ? of[name as keyof typeof of] : never) }) as never,
    );
    listeners[0]!({ textDocument: { uri, languageId: 'shellscript', version: 1, text } });
    return scripts;
  };

  it('is loaded for scripts that mention iptables only, once, and can be missing', async () => {
    const reasons: unknown[] = [];
    let loads = 0;
    const load = () => {
      loads++;
      return Promise.reject('none');
    };
    const failed = (reason: unknown) => reasons.push(reason);
    assert.equal(await opened(load, failed, 'echo hello\nip route\n').readable(uri), undefined);
    assert.equal(loads, 0);
    const scripts = opened(load, failed, 'iptables -F\n');
    assert.equal(await scripts.readable(uri), undefined);
    assert.equal(await scripts.readable(uri), undefined);
    assert.deepEqual([loads, reasons], [1, ['none']]);
  });
});
