/** The command that mends the header of the open dump: shows old and new side by side, and asks. */

import {
  commands,
  TabInputTextDiff,
  type TextDocument,
  type TextEdit,
  Uri,
  WorkspaceEdit,
  window,
  workspace,
} from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import type * as protocol from '../../server/src/lsp/protocol';

const mendHeaderRequest: typeof protocol.mendHeaderRequest = 'iptablesLens/mendHeader';
const previewScheme = 'iptables-lens-mended';

/** Asks the server for the edit and the user whether to make it; says so when there is nothing to mend. */
export async function mendHeader(client: BaseLanguageClient): Promise<void> {
  const document = window.activeTextEditor?.document;
  if (!document) return;
  const edits = await requestEdits(client, document);
  if (edits.length === 0) {
    window.showInformationMessage('iptables Lens: there is nothing to mend in the header.');
    return;
  }
  const { version } = document;
  if (!(await isWanted(document.uri, textAfter(document, edits)))) return;
  if (document.version === version) await apply(document.uri, edits);
  else window.showWarningMessage('iptables Lens: the file has changed meanwhile, so its header was not mended.');
}

async function requestEdits(client: BaseLanguageClient, { uri }: TextDocument): Promise<TextEdit[]> {
  const params: protocol.MendHeaderParams = { uri: client.code2ProtocolConverter.asUri(uri) };
  const result = await client.sendRequest<protocol.MendHeaderResult | null>(mendHeaderRequest, params);
  const edit = await client.protocol2CodeConverter.asWorkspaceEdit(result?.edit);
  return edit?.get(uri) ?? [];
}

/** VS Code's own preview of edits leaves each to be ticked, and a header mended by halves is no better than before. */
async function isWanted(uri: Uri, mended: string): Promise<boolean> {
  const name = uri.path.slice(uri.path.lastIndexOf('/') + 1);
  const preview = Uri.from({ scheme: previewScheme, path: uri.path });
  const provider = workspace.registerTextDocumentContentProvider(previewScheme, {
    provideTextDocumentContent: () => mended,
  });
  try {
    await commands.executeCommand('vscode.diff', uri, preview, `${name}: the header mended`);
    const yes = { label: '$(check) Mend the header', description: 'as shown on the right' };
    const no = { label: '$(close) Leave it as it is' };
    const title = `Mend the header of ${name}?`;
    return (await window.showQuickPick([yes, no], { title, ignoreFocusOut: true })) === yes;
  } finally {
    await closePreview(preview);
    provider.dispose();
  }
}

async function closePreview(preview: Uri): Promise<void> {
  const tabs = window.tabGroups.all.flatMap((group) => group.tabs);
  const shown = tabs.filter(
    ({ input }) => input instanceof TabInputTextDiff && input.modified.toString() === preview.toString(),
  );
  await window.tabGroups.close(shown);
}

/** Another edit than the server's, which asks for VS Code's own preview. */
async function apply(uri: Uri, edits: TextEdit[]): Promise<void> {
  const edit = new WorkspaceEdit();
  edit.set(uri, edits);
  await workspace.applyEdit(edit, { isRefactoring: true });
}

/** The edits do not overlap, so they can be made from the last to the first. */
function textAfter(document: TextDocument, edits: TextEdit[]): string {
  return edits
    .map(({ range, newText }) => ({
      start: document.offsetAt(range.start),
      end: document.offsetAt(range.end),
      newText,
    }))
    .sort((one, other) => one.start - other.start)
    .reduceRight(
      (text, { start, end, newText }) => text.slice(0, start) + newText + text.slice(end),
      document.getText(),
    );
}
