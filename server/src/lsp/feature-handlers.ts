/** One handler a feature: finds the open dump and hands it to the function that does the work. */

import type { CodeLens, Connection, TextDocumentPositionParams } from 'vscode-languageserver';
import { codeActions, mendHeadersEdit, quickFixes } from '../features/code-actions';
import { codeLenses, type CodeLens as LensPlace, type ResolvedLens, resolveLens } from '../features/code-lens';
import { definition } from '../features/definition';
import { documentSymbols } from '../features/document-symbols';
import { foldingRanges } from '../features/folding';
import { highlights } from '../features/highlight';
import { hover } from '../features/hover';
import { inlayHints } from '../features/inlay-hints';
import { locationOf, rangeOf } from '../features/lsp-types';
import { references } from '../features/references';
import type { Ruleset } from '../ruleset/ruleset';
import type { OpenDocuments } from './documents';
import { registerDumpReports } from './dump-reports';
import { findingsOf, rulesetOf } from './open-dump';
import { scriptFindingsOf } from './open-script';
import {
  type MendHeaderParams,
  type MendHeaderResult,
  mendHeaderRequest,
  type ShowPathArguments,
  showPathCommand,
  type TracePacketArguments,
  tracePacketCommand,
} from './protocol';
import { registerSemanticTokens } from './semantic-tokens';
import type { Settings } from './settings';

/** What a lens carries from the list of all to its evaluation. */
interface LensData {
  uri: string;
  place: LensPlace;
}

/** Registers the features; a document that is not open has nothing to tell. */
export function registerFeatures(
  connection: Connection,
  { dumps, scripts }: OpenDocuments,
  settingsOf: (uri: string) => Promise<Settings>,
): void {
  const rulesetAt = (uri: string) => {
    const dump = dumps.get(uri);
    return dump && rulesetOf(dump);
  };
  const at = <T>({ textDocument, position }: TextDocumentPositionParams, ask: Ask<T>) => {
    const ruleset = rulesetAt(textDocument.uri);
    return ruleset && ask(ruleset, position.line, position.character, textDocument.uri);
  };

  connection.onHover((params) => at(params, hover));
  connection.onDefinition((params) =>
    at(params, (ruleset, line, column, uri) => definition(ruleset, uri, line, column)),
  );
  connection.onReferences((params) =>
    at(params, (ruleset, line, column, uri) =>
      references(ruleset, uri, line, column, params.context.includeDeclaration),
    ),
  );
  connection.onDocumentHighlight((params) => at(params, highlights));
  connection.onDocumentSymbol(({ textDocument }) => {
    const ruleset = rulesetAt(textDocument.uri);
    return ruleset && documentSymbols(ruleset);
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
  connection.onCodeLens(async ({ textDocument: { uri } }) => {
    const { codeLens } = await settingsOf(uri);
    const ruleset = codeLens ? rulesetAt(uri) : undefined;
    return ruleset && codeLenses(ruleset).flatMap((place) => [unresolved(uri, place), ...traceLens(uri, place)]);
  });
  connection.onCodeLensResolve((lens) => {
    const { uri, place } = lens.data as LensData;
    const ruleset = rulesetAt(uri);
    const resolved = ruleset && resolveLens(ruleset, place);
    return resolved ? { ...lens, command: pathCommand(uri, place, resolved) } : lens;
  });
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

function unresolved(uri: string, place: LensPlace): CodeLens {
  const data: LensData = { uri, place };
  return { range: rangeOf(place.line, { start: 0, end: 0 }), data };
}

/** Behind the lens of a built-in chain or a port: its packets may be followed through all tables. */
function traceLens(uri: string, { kind, line }: LensPlace): CodeLens[] {
  if (kind === 'target') return [];
  const place: TracePacketArguments = { uri, line };
  const command = { title: 'Trace…', command: tracePacketCommand, arguments: [place] };
  return [{ range: rangeOf(line, { start: 0, end: 0 }), command }];
}

function pathCommand(uri: string, place: LensPlace, { title, steps }: ResolvedLens) {
  const path: ShowPathArguments = {
    title,
    origin: locationOf(uri, place.line, { start: 0, end: 0 }),
    steps: steps.map(({ line, span }) => locationOf(uri, line, span)),
  };
  return { title, command: showPathCommand, arguments: [path] };
}
