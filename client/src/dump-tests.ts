/** The comments `# expect:` of dumps as tests in the Test Explorer. */

import {
  Disposable,
  Location,
  type TestController,
  type TestItem,
  TestMessage,
  type TestRun,
  TestRunProfileKind,
  type TestRunRequest,
  type TextDocument,
  tests,
  type Uri,
  workspace,
} from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import type * as protocol from '../../server/src/lsp/protocol';
import { language } from './language';

const expectationsRequest: typeof protocol.expectationsRequest = 'iptablesLens/expectations';
const quietMilliseconds = 400;
const filePattern = '**/{*.iptables,*.iptables-save,*.ip6tables,*.ip6tables-save,rules.v4,rules.v6}';
const maxFiles = 500;
/** Bigger files are looked at when they are opened. */
const maxBytes = 5_000_000;

/** The tests, and how they are found anew in the documents that are open. */
export interface DumpTests extends Disposable {
  update(): Promise<void>;
}

/** Lists the tests of open dumps and, once the Test Explorer is opened, of those in the workspace. */
export function showDumpTests(client: BaseLanguageClient): DumpTests {
  const controller = tests.createTestController('iptablesLens.expectations', 'iptables Lens');
  const timers = new Map<TextDocument, ReturnType<typeof setTimeout>>();
  const list = (document: TextDocument) => listTests(client, controller, document);
  const later = (document: TextDocument) => {
    clearTimeout(timers.get(document));
    timers.set(
      document,
      setTimeout(() => list(document), quietMilliseconds),
    );
  };
  controller.resolveHandler = async (item) => {
    if (item?.uri) await list(await workspace.openTextDocument(item.uri));
    else await findFiles(controller);
  };
  controller.refreshHandler = () => findFiles(controller);
  controller.createRunProfile('Run', TestRunProfileKind.Run, (request) => run(client, controller, request), true);
  const parts = Disposable.from(
    controller,
    workspace.onDidOpenTextDocument(later),
    workspace.onDidChangeTextDocument(({ document }) => later(document)),
    new Disposable(() => {
      for (const timer of timers.values()) clearTimeout(timer);
    }),
  );
  return {
    update: async () => {
      await Promise.all(workspace.textDocuments.map(list));
    },
    dispose: () => parts.dispose(),
  };
}

/** Files that hold the words; their tests are listed when somebody opens them. */
async function findFiles(controller: TestController): Promise<void> {
  for (const uri of await workspace.findFiles(filePattern, undefined, maxFiles)) {
    if (controller.items.get(uri.toString())) continue;
    const { size } = await workspace.fs.stat(uri);
    const text = size > maxBytes ? '' : new TextDecoder().decode(await workspace.fs.readFile(uri));
    if (/^#[ \t]*expect[ \t]*:/im.test(text)) fileItem(controller, uri).canResolveChildren = true;
  }
}

function fileItem(controller: TestController, uri: Uri): TestItem {
  const known = controller.items.get(uri.toString());
  if (known) return known;
  const item = controller.createTestItem(uri.toString(), workspace.asRelativePath(uri), uri);
  controller.items.add(item);
  return item;
}

async function listTests(
  client: BaseLanguageClient,
  controller: TestController,
  document: TextDocument,
): Promise<void> {
  if (document.languageId !== language || document.isClosed || !isFile(document.uri)) return;
  const results = await request(client, document.uri, { check: false });
  if (results.length === 0) {
    controller.items.delete(document.uri.toString());
    return;
  }
  const file = fileItem(controller, document.uri);
  file.canResolveChildren = true;
  file.children.replace(
    results.map(({ location, title }) => {
      const item = controller.createTestItem(String(location.range.start.line), title, document.uri);
      item.range = client.protocol2CodeConverter.asRange(location.range);
      item.sortText = item.id.padStart(8, '0');
      return item;
    }),
  );
}

async function request(
  client: BaseLanguageClient,
  uri: Uri,
  what: Pick<protocol.ExpectationsParams, 'lines' | 'check'>,
): Promise<protocol.ExpectationResult[]> {
  if (!client.isRunning()) return [];
  const params: protocol.ExpectationsParams = { uri: client.code2ProtocolConverter.asUri(uri), ...what };
  return (await client.sendRequest<protocol.ExpectationResult[] | null>(expectationsRequest, params)) ?? [];
}

/** Runs what was asked for: all, files, or single tests. */
async function run(client: BaseLanguageClient, controller: TestController, asked: TestRunRequest): Promise<void> {
  const testRun = controller.createTestRun(asked);
  if (!asked.include) await findFiles(controller);
  const excluded = new Set(asked.exclude);
  for (const [file, wanted] of byFile(asked.include ?? [...controller.items].map(([, item]) => item))) {
    if (excluded.has(file) || testRun.token.isCancellationRequested) continue;
    const document = await workspace.openTextDocument(file.uri!);
    await listTests(client, controller, document);
    const items = [...file.children].map(([, item]) => item);
    const chosen = items.filter((item) => !excluded.has(item) && (wanted === 'all' || wanted.has(item.id)));
    await runFile(client, testRun, document.uri, chosen);
  }
  testRun.end();
}

/** The tests that are wanted of each file, by their ids. */
function byFile(items: readonly TestItem[]): Map<TestItem, Set<string> | 'all'> {
  const files = new Map<TestItem, Set<string> | 'all'>();
  for (const item of items) {
    if (!item.parent) files.set(item, 'all');
    else {
      const wanted = files.get(item.parent) ?? new Set<string>();
      if (wanted !== 'all') files.set(item.parent, wanted.add(item.id));
    }
  }
  return files;
}

async function runFile(
  client: BaseLanguageClient,
  testRun: TestRun,
  uri: Uri,
  items: readonly TestItem[],
): Promise<void> {
  for (const item of items) testRun.started(item);
  const started = Date.now();
  const results = await request(client, uri, { check: true, lines: items.map(({ id }) => Number(id)) });
  const duration = (Date.now() - started) / Math.max(items.length, 1);
  const byLine = new Map(results.map((result) => [String(result.location.range.start.line), result]));
  for (const item of items) {
    const result = byLine.get(item.id);
    if (!result) testRun.skipped(item);
    else if (!result.failure) testRun.passed(item, duration);
    else testRun.failed(item, messagesOf(client, result, item, uri), duration);
  }
}

/** What happens instead at the comment, and a message at each rule that decides it. */
function messagesOf(
  client: BaseLanguageClient,
  { failure }: protocol.ExpectationResult,
  item: TestItem,
  uri: Uri,
): TestMessage[] {
  const { asRange } = client.protocol2CodeConverter;
  const first = new TestMessage(failure!.message);
  first.location = new Location(uri, item.range!);
  const others = failure!.related.map(({ location, message }) => {
    const more = new TestMessage(`${item.label}: ${message}`);
    more.location = new Location(uri, asRange(location.range));
    return more;
  });
  return [first, ...others];
}

function isFile({ scheme }: Uri): boolean {
  return scheme === 'untitled' || (scheme !== 'git' && workspace.fs.isWritableFileSystem(scheme) !== undefined);
}
