/** Completion and signature help of the server: what it announces, and what this client is sent. */

import type { Connection, InitializeParams, ServerCapabilities } from 'vscode-languageserver';
import { type CompletionOptions, completion, resolveCompletion } from '../features/completion';
import { signatureHelp } from '../features/signature-help';
import type { Opened } from './documents';
import { type OpenDump, rulesetOf } from './open-dump';
import type { InitializationOptions } from './protocol';

/** A blank begins every word of a rule; the others begin options, tables, declarations, inversions and items of lists. */
export const completionCapabilities: ServerCapabilities = {
  completionProvider: { triggerCharacters: [' ', '-', '*', ':', ',', '!', '='], resolveProvider: true },
  signatureHelpProvider: { triggerCharacters: [' '] },
};

/** Answers requests for completion and signatures; `client` tells what it can do. */
export function registerCompletion(
  connection: Connection,
  dumps: Opened<OpenDump>,
  client: () => InitializeParams | undefined,
): void {
  const rulesetAt = (uri: string) => {
    const dump = dumps.get(uri);
    return dump && rulesetOf(dump);
  };
  connection.onCompletion(({ textDocument: { uri }, position: { line, character } }) => {
    const dump = dumps.get(uri);
    if (!dump) return null;
    const options = { ...optionsOf(client()), backend: dump.settings.backend };
    const { isIncomplete, items } = completion(rulesetOf(dump), line, character, options);
    return { isIncomplete, items: items.map((item) => (item.data ? { ...item, data: { ...item.data, uri } } : item)) };
  });
  connection.onCompletionResolve((item) => {
    const ruleset = item.data && rulesetAt(item.data.uri);
    return ruleset ? resolveCompletion(ruleset, item) : item;
  });
  connection.onSignatureHelp(({ textDocument: { uri }, position: { line, character } }) => {
    const ruleset = rulesetAt(uri);
    return ruleset && signatureHelp(ruleset, line, character);
  });
}

function optionsOf(client: InitializeParams | undefined): CompletionOptions {
  const snippets = client?.capabilities.textDocument?.completion?.completionItem?.snippetSupport === true;
  const { suggestCommand } = (client?.initializationOptions ?? {}) as InitializationOptions;
  return suggestCommand === undefined ? { snippets } : { snippets, suggestCommand };
}
