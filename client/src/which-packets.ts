/** The command that tells which packets reach the rule under the cursor. */

import { env, window } from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import type * as protocol from '../../server/src/lsp/protocol';

const whichPacketsRequest: typeof protocol.whichPacketsRequest = 'iptablesLens/whichPackets';
const copy = 'Copy';

/** Shows the answer as a dialog, which screen readers read out and Escape closes. */
export async function showWhichPackets(client: BaseLanguageClient): Promise<void> {
  const editor = window.activeTextEditor;
  if (!editor) return;
  const uri = client.code2ProtocolConverter.asUri(editor.document.uri);
  const params: protocol.WhichPacketsParams = { uri, line: editor.selection.active.line };
  const result = await client.sendRequest<protocol.WhichPacketsResult | null>(whichPacketsRequest, params);
  if (!result) {
    window.showInformationMessage('iptables Lens: put the cursor on a rule or on a built-in chain first.');
    return;
  }
  const chosen = await window.showInformationMessage(result.rule, { modal: true, detail: result.text }, copy);
  if (chosen === copy) await env.clipboard.writeText(`${result.rule}\n${result.text}\n`);
}
