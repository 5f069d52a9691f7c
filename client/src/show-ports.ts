/** The command "Show the Ports of This Dump": a table beside the text, whose rows lead to the rules. */

import { commands, Disposable, type Uri, ViewColumn, type WebviewPanel, window, workspace } from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import type * as protocol from '../../server/src/lsp/protocol';
import { language } from './language';
import { quietTimer } from './quiet-timer';
import { showLine } from './show-line';

const portsRequest: typeof protocol.portsRequest = 'iptablesLens/ports';
const revealLineCommand: typeof protocol.revealLineCommand = 'iptablesLens.revealLine';

/** Registers the command and the one behind the links of the table. */
export function registerPorts(client: BaseLanguageClient): Disposable {
  return Disposable.from(
    commands.registerCommand('iptablesLens.showPorts', () => showPorts(client)),
    commands.registerCommand(revealLineCommand, ({ uri, line }: protocol.RevealLineArguments) =>
      showLine(client.protocol2CodeConverter.asUri(uri), line, false),
    ),
  );
}

async function showPorts(client: BaseLanguageClient): Promise<void> {
  const document = window.activeTextEditor?.document;
  if (document?.languageId !== language) return;
  const name = document.uri.path.slice(document.uri.path.lastIndexOf('/') + 1);
  const panel = window.createWebviewPanel('iptablesLens.ports', `Ports of ${name}`, ViewColumn.Beside, {
    enableCommandUris: [revealLineCommand],
    enableFindWidget: true,
  });
  const update = () => fill(client, panel, document.uri, name);
  const timer = quietTimer(update);
  const following = workspace.onDidChangeTextDocument((change) => {
    if (change.document === document) timer.restart();
  });
  panel.onDidDispose(() => Disposable.from(timer, following).dispose());
  await update();
}

async function fill(client: BaseLanguageClient, panel: WebviewPanel, uri: Uri, name: string): Promise<void> {
  const params: protocol.PortsParams = { uri: client.code2ProtocolConverter.asUri(uri) };
  const result = await client.sendRequest<protocol.PortsResult | null>(portsRequest, params);
  if (result) panel.webview.html = page(name, result.html);
}

/** The page has no script; its styles are let in by a word that nobody can know before. */
function page(name: string, body: string): string {
  const nonce = crypto.randomUUID();
  const title = `Ports of ${name}`.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'nonce-${nonce}'">
<title>${title}</title>
<style nonce="${nonce}">${style}</style>
</head>
<body><main>
<h1>${title}</h1>
${body}
</main></body>
</html>`;
}

const style = `
body { padding: 0 1.2em 2em; color: var(--vscode-foreground); font-family: var(--vscode-font-family); }
h1 { font-size: 1.4em; } h2 { font-size: 1.15em; margin: 1.6em 0 0; }
table { border-collapse: collapse; margin: 0.8em 0; min-width: 60%; }
caption { text-align: left; font-weight: 600; padding: 0.3em 0; }
th, td { text-align: left; vertical-align: top; padding: 0.3em 1.2em 0.3em 0; border-bottom: 1px solid var(--vscode-widget-border, #8888); }
thead th { color: var(--vscode-descriptionForeground); font-weight: normal; }
tbody th { font-family: var(--vscode-editor-font-family); font-weight: normal; max-width: 24em; }
a { color: var(--vscode-textLink-foreground); } a:focus { outline: 1px solid var(--vscode-focusBorder); outline-offset: 2px; }
`;
