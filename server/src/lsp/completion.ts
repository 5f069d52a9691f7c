/** Completion and signature help of the server: what it announces, and what this client is sent. */

import type { CompletionList, Connection, InitializeParams, ServerCapabilities } from 'vscode-languageserver';
import { type CompletionOptions, completion, resolveCompletion } from '../features/completion';
import { resolveScriptCompletion, scriptCompletion } from '../features/script/completion';
import { scriptSignatureHelp } from '../features/script/signature-help';
import { signatureHelp } from '../features/signature-help';
import type { OpenDocuments } from './documents';
import { rulesetOf } from './open-dump';
import type { InitializationOptions } from './protocol';

/** A blank begins every word of a rule; the others begin options, tables, declarations, inversions and items of lists. */
export const completionCapabilities: ServerCapabilities = {
  completionProvider: { triggerCharacters: [' ', '-', '*', ':', ',', '!', '='], resolveProvider: true },
  signatureHelpProvider: { triggerCharacters: [' '] },
};

/** Answers requests for completion and signatures; `client` tells what it can do. */
export function registerCompletion(
  connection: Connection,
  { dumps, scripts }: OpenDocuments,
  client: () => InitializeParams | undefined,
): void {
  const rulesetAt = (uri: string) => {
    const dump = dumps.get(uri);
    return dump && rulesetOf(dump);
  };
  const completionAt = async (uri: string, line: number, column: number): Promise<CompletionList | undefined> => {
    const options = optionsOf(client());
    const dump = dumps.get(uri);
    if (dump) return completion(rulesetOf(dump), line, column, { ...options, backend: dump.settings.backend });
    const script = await scripts.read(uri);
    const backend = scripts.get(uri)?.settings.backend;
    return script && scriptCompletion(script, { line, column }, backend ? { ...options, backend } : options);
  };
  connection.onCompletion(async ({ textDocument: { uri }, position: { line, character: column } }) => {
    const found = await completionAt(uri, line, column);
    const items = found?.items.map((item) => (item.data ? { ...item, data: { ...item.data, uri } } : item));
    return found && items ? { isIncomplete: found.isIncomplete, items } : null;
  });
  connection.onCompletionResolve(async (item) => {
    if (!item.data) return item;
    const ruleset = rulesetAt(item.data.uri);
    if (ruleset) return resolveCompletion(ruleset, item);
    const script = await scripts.read(item.data.uri);
    return script ? resolveScriptCompletion(script, item) : item;
  });
  connection.onSignatureHelp(async ({ textDocument: { uri }, position: { line, character } }) => {
    const ruleset = rulesetAt(uri);
    if (ruleset) return signatureHelp(ruleset, line, character);
    const script = await scripts.read(uri);
    return script && scriptSignatureHelp(script, { line, column: character });
  });
}

function optionsOf(client: InitializeParams | undefined): CompletionOptions {
  const snippets = client?.capabilities.textDocument?.completion?.completionItem?.snippetSupport === true;
  const { suggestCommand } = (client?.initializationOptions ?? {}) as InitializationOptions;
  return suggestCommand === undefined ? { snippets } : { snippets, suggestCommand };
}
