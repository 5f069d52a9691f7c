/** The commands that show a dump as a picture beside it; the picture follows what is typed. */

import { commands, Disposable, Uri, ViewColumn, type WebviewPanel, window, workspace } from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import type * as protocol from '../../../server/src/lsp/protocol';
import { language } from '../language';
import { quietTimer } from '../quiet-timer';
import { pageOf } from './page';
import { revealLines } from './reveal';

const pictureRequest: typeof protocol.pictureRequest = 'iptablesLens/picture';
const tablesRequest: typeof protocol.tablesRequest = 'iptablesLens/tables';

/** What the page says: it is there, or a box of it was chosen. */
type PageMessage = { ready: true } | { reveal: number };

/** Registers both commands; the panels close with the server that they ask. */
export function registerPictures(client: BaseLanguageClient, extensionUri: Uri): Disposable {
  const panels = new Map<string, WebviewPanel>();
  const show = async (table: string | undefined) => {
    const uri = window.activeTextEditor?.document.uri;
    if (!uri || table === undefined) return;
    const key = JSON.stringify([uri.toString(), table]);
    const known = panels.get(key);
    if (known) return known.reveal(undefined, false);
    const panel = await openPanel(client, extensionUri, uri, table);
    if (!panel) return;
    panels.set(key, panel);
    panel.onDidDispose(() => panels.delete(key));
  };
  return Disposable.from(
    commands.registerCommand('iptablesLens.showDataPlane', () => show('')),
    commands.registerCommand('iptablesLens.showChains', async () => show(await chooseTable(client))),
    { dispose: () => [...panels.values()].map((panel) => panel.dispose()) },
  );
}

/** The table whose chains are to be shown; undefined when the user thinks better of it. */
async function chooseTable(client: BaseLanguageClient): Promise<string | undefined> {
  const document = window.activeTextEditor?.document;
  if (document?.languageId !== language) return undefined;
  const params: protocol.TablesParams = { uri: client.code2ProtocolConverter.asUri(document.uri) };
  const tables = await client.sendRequest<string[]>(tablesRequest, params);
  if (tables.length > 1) return window.showQuickPick(tables, { title: 'Show the chains of the table …' });
  if (tables.length === 0) window.showInformationMessage('iptables Lens: this dump has no table.');
  return tables[0];
}

async function openPanel(
  client: BaseLanguageClient,
  extensionUri: Uri,
  uri: Uri,
  table: string,
): Promise<WebviewPanel | undefined> {
  const ask = () => {
    const params: protocol.PictureParams = { uri: client.code2ProtocolConverter.asUri(uri), table };
    return client.sendRequest<protocol.PictureResult | null>(pictureRequest, params);
  };
  let picture = await ask();
  if (!picture) return undefined;
  const folder = Uri.joinPath(extensionUri, 'dist');
  const name = uri.path.slice(uri.path.lastIndexOf('/') + 1);
  const panel = window.createWebviewPanel(
    'iptablesLens.picture',
    `${table === '' ? 'Data Plane' : `Chains of ${table}`}: ${name}`,
    ViewColumn.Beside,
    { enableScripts: true, localResourceRoots: [folder] },
  );
  const send = () => picture && panel.webview.postMessage({ svg: picture.svg });
  const update = quietTimer(async () => {
    picture = (await ask()) ?? picture;
    send();
  });
  const parts = Disposable.from(
    update,
    panel.webview.onDidReceiveMessage(async (message: PageMessage) => {
      if ('ready' in message) return send();
      const box = picture?.boxes[message.reveal];
      if (box) await revealLines(uri, box.title, box.lines);
    }),
    workspace.onDidChangeTextDocument(({ document }) => {
      if (document.uri.toString() === uri.toString()) update.restart();
    }),
  );
  panel.onDidDispose(() => parts.dispose());
  panel.webview.html = pageOf(panel.webview, Uri.joinPath(folder, 'picture.js'), picture);
  return panel;
}
