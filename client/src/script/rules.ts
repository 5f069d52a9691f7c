/** The documents that show what scripts build: asked of the server, and kept up to date while somebody types. */

import { Disposable, EventEmitter, type Uri, workspace } from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import type * as protocol from '../../../server/src/lsp/protocol';
import { quietTimer } from '../quiet-timer';
import { rulesOf, scheme } from './rules-uri';

const renderScriptRequest: typeof protocol.renderScriptRequest = 'iptablesLens/renderScript';
const quietMilliseconds = 120;

/** The documents, and which line of a script made which of theirs. */
export interface Rules extends Disposable {
  /** The rulesets of a script; undefined for a document that is none. */
  ask(script: Uri): Promise<protocol.RenderedScript[] | undefined>;
  /** The line of the script that made each line of a preview, both from 0; null for what no command made. */
  linesOf(preview: Uri): readonly (number | null)[];
}

/** Provides the documents of the scheme. */
export function provideRules(client: BaseLanguageClient): Rules {
  const shown = new Map<string, Pick<protocol.RenderedScript, 'text' | 'lines'>>();
  const changed = new EventEmitter<Uri>();
  const ask = async (script: Uri) => {
    if (!client.isRunning()) return undefined;
    const params: protocol.RenderScriptParams = { uri: client.code2ProtocolConverter.asUri(script) };
    return (await client.sendRequest<protocol.RenderScriptResult | null>(renderScriptRequest, params))?.rulesets;
  };
  const read = async (preview: Uri) => {
    const { script, title } = rulesOf(preview)!;
    await workspace.openTextDocument(script);
    const rulesets = await ask(script);
    // A script that the server does not know any more was closed: what it built last is still true.
    if (rulesets) shown.set(preview.toString(), rulesets.find((each) => each.title === title) ?? nothing);
    return shown.get(preview.toString())?.text ?? '';
  };
  const edited = new Set<string>();
  const timer = quietTimer(() => {
    for (const preview of openPreviews()) if (edited.has(scriptOf(preview))) changed.fire(preview);
    edited.clear();
  }, quietMilliseconds);
  const parts = Disposable.from(
    changed,
    timer,
    workspace.registerTextDocumentContentProvider(scheme, {
      onDidChange: changed.event,
      provideTextDocumentContent: read,
    }),
    workspace.onDidChangeTextDocument(({ document: { uri } }) => {
      edited.add(uri.toString());
      timer.restart();
    }),
    workspace.onDidCloseTextDocument(({ uri }) => shown.delete(uri.toString())),
  );
  return {
    ask,
    linesOf: (preview) => shown.get(preview.toString())?.lines ?? [],
    dispose: () => parts.dispose(),
  };
}

const nothing = { text: '# Nothing in the script changes these tables any more.\n', lines: [null] };

function openPreviews(): Uri[] {
  return workspace.textDocuments.map(({ uri }) => uri).filter((uri) => uri.scheme === scheme);
}

function scriptOf(preview: Uri): string {
  return rulesOf(preview)!.script.toString();
}
