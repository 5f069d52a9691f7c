/** One handler a feature: finds the open dump and hands it to the function that does the work. */

import type { Connection, TextDocumentPositionParams } from 'vscode-languageserver';
import type { ReadScript } from '../effect/read-effect';
import { codeActions, mendHeadersEdit, quickFixes } from '../features/code-actions';
import { definition } from '../features/definition';
import { documentSymbols } from '../features/document-symbols';
import { foldingRanges } from '../features/folding';
import { highlights } from '../features/highlight';
import { hover } from '../features/hover';
import { inlayHints } from '../features/inlay-hints';
import { references } from '../features/references';
import { scriptHover } from '../features/script/hover';
import { scriptDefinition, scriptHighlights, scriptReferences } from '../features/script/navigation';
import { scriptSymbols } from '../features/script/symbols';
import type { Ruleset } from '../ruleset/ruleset';
import type { Place } from '../syntax/dump';
import { registerCodeLenses } from './code-lenses';
import type { OpenDocuments } from './documents';
import { registerDumpReports } from './dump-reports';
import { findingsOf, rulesetOf } from './open-dump';
import { scriptFindingsOf } from './open-script';
import { type MendHeaderParams, type MendHeaderResult, mendHeaderRequest } from './protocol';
import { registerSemanticTokens } from './semantic-tokens';
import type { Settings } from './settings';

/** Registers the features; a document that is not open has nothing to tell. */
export function registerFeatures(
  connection: Connection,
  documents: OpenDocuments,
  settingsOf: (uri: string) => Promise<Settings>,
): void {
  const { dumps, scripts } = documents;
  const rulesetAt = (uri: string) => {
    const dump = dumps.get(uri);
    return dump && rulesetOf(dump);
  };
  const at = async <T>(params: TextDocumentPositionParams, ask: Ask<T>, askScript: AskScript<T>) => {
    const { uri } = params.textDocument;
    const { line, character: column } = params.position;
    const ruleset = rulesetAt(uri);
    if (ruleset) return ask(ruleset, line, column, uri);
    const script = await scripts.read(uri);
    return script && askScript(script, { line, column }, uri);
  };

  connection.onHover((params) => at(params, hover, scriptHover));
  connection.onDefinition((params) =>
    at(
      params,
      (ruleset, line, column, uri) => definition(ruleset, uri, line, column),
      (script, place, uri) => scriptDefinition(script, uri, place),
    ),
  );
  connection.onReferences((params) => {
    const { includeDeclaration } = params.context;
    return at(
      params,
      (ruleset, line, column, uri) => references(ruleset, uri, line, column, includeDeclaration),
      (script, place, uri) => scriptReferences(script, uri, place, includeDeclaration),
    );
  });
  connection.onDocumentHighlight((params) => at(params, highlights, scriptHighlights));
  connection.onDocumentSymbol(async ({ textDocument: { uri } }) => {
    const ruleset = rulesetAt(uri);
    if (ruleset) return documentSymbols(ruleset);
    const script = await scripts.read(uri);
    return script && scriptSymbols(script);
  });
  connection.onFoldingRanges(({ textDocument }) => {
    const ruleset = rulesetAt(textDocument.uri);
    return ruleset && foldingRanges(ruleset);
  });
  connection.onCodeAction(async ({ textDocument: { uri }, range, context }) => {
    const question = { uri, range, only: context.only };
    const dump = dumps.get(uri);
    if (dump) return codeActions(rulesetOf(dump), findingsOf(dump), question);
    const readable = await scripts.readable(uri);
    return readable && quickFixes(scriptFindingsOf(readable.script, readable.parser), question);
  });
  registerCodeLenses(connection, documents, settingsOf);
  registerSemanticTokens(connection, dumps);
  registerDumpReports(connection, dumps);
  connection.languages.inlayHint.on(async ({ textDocument: { uri }, range }) => {
    const { inlayHints: kinds } = await settingsOf(uri);
    const ruleset = rulesetAt(uri);
    return ruleset && inlayHints(ruleset, range.start.line, range.end.line, kinds);
  });
  connection.onRequest(mendHeaderRequest, ({ uri }: MendHeaderParams): MendHeaderResult | null => {
    const dump = dumps.get(uri);
    const edit = dump && mendHeadersEdit(rulesetOf(dump), findingsOf(dump), uri, dump.version);
    return edit ? { edit } : null;
  });
}

type Ask<T> = (ruleset: Ruleset, line: number, column: number, uri: string) => T;

type AskScript<T> = (script: ReadScript, place: Place, uri: string) => T;
