/** The commands as VS Code has them once the extension runs. */

import assert from 'node:assert/strict';
import {
  ConfigurationTarget,
  commands,
  type Diagnostic,
  extensions,
  languages,
  type TextDocument,
  Uri,
  window,
  workspace,
} from 'vscode';

describe('the extension', () => {
  before(async () => {
    await open('istio-damaged.iptables');
  });

  it('is active once a dump is open', async () => {
    const extension = extensions.getExtension('iptables-lens.iptables-lens');
    assert.ok(extension);
    await extension.activate();
    assert.ok(extension.isActive);
  });

  it('has its commands', async () => {
    const registered = await commands.getCommands(true);
    const own = extensions.getExtension('iptables-lens.iptables-lens')!.packageJSON.contributes.commands;
    const names = (own as { command: string }[]).map(({ command }) => command);
    for (const name of [...names, 'iptablesLens.showPath']) assert.ok(registered.includes(name), name);
  });

  it('marks a damaged dump, and still does after a restart of the server', async () => {
    const document = await open('istio-damaged.iptables');
    await waitFor(() => languages.getDiagnostics(document.uri).length > 0);
    await commands.executeCommand('iptablesLens.restartServer');
    await waitFor(() => languages.getDiagnostics(document.uri).length > 0);
  });

  it('leaves out a code that the settings turn off, and has it back afterwards', async () => {
    const document = await open('istio-damaged.iptables');
    const isMarked = () => languages.getDiagnostics(document.uri).some(hasCode);
    const severity = workspace.getConfiguration('iptablesLens', document.uri);
    await waitFor(isMarked);
    await severity.update('diagnostics.severity', { 'missing-final-newline': 'off' }, ConfigurationTarget.Global);
    await waitFor(() => !isMarked());
    await severity.update('diagnostics.severity', undefined, ConfigurationTarget.Global);
    await waitFor(isMarked);
  });
});

function hasCode({ code }: Diagnostic): boolean {
  return typeof code === 'object' && code.value === 'missing-final-newline';
}

async function open(name: string): Promise<TextDocument> {
  const folder = workspace.workspaceFolders?.[0];
  assert.ok(folder);
  const document = await workspace.openTextDocument(Uri.joinPath(folder.uri, name));
  await window.showTextDocument(document);
  return document;
}

async function waitFor(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((resolve) => setTimeout(resolve, 50));
}
