/** The command that mends the header of the open dump, shown in VS Code's refactor preview before it is done. */

import { window, workspace } from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import type * as protocol from '../../server/src/lsp/protocol';

const mendHeaderRequest: typeof protocol.mendHeaderRequest = 'iptablesLens/mendHeader';

/** Asks the server for the edit and hands it to VS Code; says so when there is nothing to mend. */
export async function mendHeader(client: BaseLanguageClient): Promise<void> {
  const document = window.activeTextEditor?.document;
  if (!document) return;
  const params: protocol.MendHeaderParams = { uri: client.code2ProtocolConverter.asUri(document.uri) };
  const result = await client.sendRequest<protocol.MendHeaderResult | null>(mendHeaderRequest, params);
  const edit = await client.protocol2CodeConverter.asWorkspaceEdit(result?.edit);
  if (edit) await workspace.applyEdit(edit, { isRefactoring: true });
  else window.showInformationMessage('iptables Lens: there is nothing to mend in the header.');
}
