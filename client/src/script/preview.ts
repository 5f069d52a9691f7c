/** The command "Preview the Rules This Script Builds": a dump beside the script, for each family and machine. */

import {
  commands,
  Disposable,
  languages,
  TabInputText,
  type TextDocument,
  Uri,
  ViewColumn,
  window,
  workspace,
} from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import type * as protocol from '../../../server/src/lsp/protocol';
import { scripts } from '../language';
import { quietTimer } from '../quiet-timer';
import { followRules } from './follow';
import { provideRules, type Rules } from './rules';
import { rulesUri } from './rules-uri';

const previewScriptCommand: typeof protocol.previewScriptCommand = 'iptablesLens.previewScript';

/** Set while the active editor shows a script with commands of iptables: then there is a button. */
const contextKey = 'iptablesLens.isScript';

/** So many are opened at once; of more, the user chooses one. */
const mostAtOnce = 4;

/** Registers the command and the documents that it opens. */
export function registerPreview(client: BaseLanguageClient): Disposable {
  const rules = provideRules(client);
  const offer = () => {
    const document = window.activeTextEditor?.document;
    commands.executeCommand('setContext', contextKey, document !== undefined && mentionsIptables(document));
  };
  const timer = quietTimer(offer);
  offer();
  return Disposable.from(
    rules,
    followRules(client, rules),
    timer,
    window.onDidChangeActiveTextEditor(offer),
    workspace.onDidChangeTextDocument(({ document }) => {
      if (document === window.activeTextEditor?.document) timer.restart();
    }),
    commands.registerCommand(previewScriptCommand, (of?: Uri | protocol.PreviewScriptArguments) =>
      preview(rules, of instanceof Uri || !of ? of : client.protocol2CodeConverter.asUri(of.uri)),
    ),
  );
}

/** A rough look, for the button alone: what a script does, the server tells. */
function mentionsIptables(document: TextDocument): boolean {
  return languages.match(scripts, document) > 0 && /ip6?tables/i.test(document.getText());
}

/** Of the active editor, unless a lens or a menu names another. */
async function preview(rules: Rules, of: Uri | undefined): Promise<void> {
  const script = of ?? window.activeTextEditor?.document.uri;
  const rulesets = script && (await rules.ask(script));
  if (!rulesets || rulesets.length === 0) {
    window.showInformationMessage('iptables Lens: nothing in this file builds rules.');
    return;
  }
  const chosen = rulesets.length > mostAtOnce ? await choose(rulesets) : rulesets;
  // The first one is opened last, and so is the one that is seen.
  for (const { title } of [...chosen].reverse()) await show(rulesUri({ script, title }));
}

async function choose(rulesets: readonly protocol.RenderedScript[]): Promise<protocol.RenderedScript[]> {
  const items = rulesets.map((ruleset) => ({ label: ruleset.title, ruleset }));
  const chosen = await window.showQuickPick(items, { title: 'Preview the rules of …' });
  return chosen ? [chosen.ruleset] : [];
}

/** Where it is already, else beside the script; the cursor stays in the script. */
async function show(uri: Uri): Promise<void> {
  const tabs = window.tabGroups.all.flatMap((group) => group.tabs);
  const known = tabs.find(({ input }) => input instanceof TabInputText && input.uri.toString() === uri.toString());
  const viewColumn = known?.group.viewColumn ?? ViewColumn.Beside;
  await window.showTextDocument(uri, { viewColumn, preserveFocus: true, preview: false });
}
