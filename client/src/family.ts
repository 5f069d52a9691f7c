/** The status bar entry that says whether the open dump is taken for IPv4 or IPv6, and the command to change it. */

import { Disposable, StatusBarAlignment, type StatusBarItem, type TextDocument, window, workspace } from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import type * as protocol from '../../server/src/lsp/protocol';
import { language } from './language';
import { quietTimer } from './quiet-timer';

const familyRequest: typeof protocol.familyRequest = 'iptablesLens/family';
const setFamilyRequest: typeof protocol.setFamilyRequest = 'iptablesLens/setFamily';

const familyNames: Record<protocol.Family, string> = { ipv4: 'IPv4', ipv6: 'IPv6' };

const reasons: Record<protocol.FamilyResult['decidedBy'], string> = {
  user: 'chosen by you',
  name: 'from the file name',
  comment: 'from the comment line',
  content: 'from the addresses',
  default: 'assumed',
};

/** The entry, its update, and the command that lets the user select. */
export interface FamilyStatus extends Disposable {
  update(): Promise<void>;
  select(): Promise<void>;
}

/** Shows the entry while a dump is the active editor, and keeps it up to date. */
export function showFamily(client: BaseLanguageClient): FamilyStatus {
  const item = window.createStatusBarItem('iptablesLens.family', StatusBarAlignment.Right, 100);
  item.name = 'iptables Lens: IPv4 or IPv6';
  item.command = 'iptablesLens.selectFamily';
  const update = () => updateItem(client, item);
  const timer = quietTimer(update);
  const parts = Disposable.from(
    item,
    timer,
    window.onDidChangeActiveTextEditor(update),
    workspace.onDidChangeTextDocument(({ document }) => {
      if (document === activeDump()) timer.restart();
    }),
  );
  return {
    update,
    select: async () => {
      await selectFamily(client);
      await update();
    },
    dispose: () => parts.dispose(),
  };
}

async function updateItem(client: BaseLanguageClient, item: StatusBarItem): Promise<void> {
  const document = activeDump();
  if (!document || !client.isRunning()) return item.hide();
  const params: protocol.FamilyParams = { uri: client.code2ProtocolConverter.asUri(document.uri) };
  const { family, decidedBy } = await client.sendRequest<protocol.FamilyResult>(familyRequest, params);
  if (document !== activeDump()) return;
  item.text = `${familyNames[family]} (${reasons[decidedBy]})`;
  item.tooltip = 'iptables Lens: select IPv4 or IPv6 for this file';
  item.show();
}

async function selectFamily(client: BaseLanguageClient): Promise<void> {
  const document = activeDump();
  if (!document) return;
  const choices: { label: string; description?: string; family: protocol.Family | null }[] = [
    { label: 'IPv4', family: 'ipv4' },
    { label: 'IPv6', family: 'ipv6' },
    { label: 'Automatic', description: 'from the file name, the comment line or the addresses', family: null },
  ];
  const choice = await window.showQuickPick(choices, { title: 'This dump is for …' });
  if (!choice) return;
  const params: protocol.SetFamilyParams = {
    uri: client.code2ProtocolConverter.asUri(document.uri),
    family: choice.family,
  };
  await client.sendRequest(setFamilyRequest, params);
}

function activeDump(): TextDocument | undefined {
  const document = window.activeTextEditor?.document;
  return document?.languageId === language ? document : undefined;
}
