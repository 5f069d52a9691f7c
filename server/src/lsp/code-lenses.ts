/** Requests for code lenses: the list of all, and the title of each once it is shown. */

import type { CodeLens, Command, Connection } from 'vscode-languageserver';
import { codeLenses, type CodeLens as LensPlace, type ResolvedLens, resolveLens } from '../features/code-lens';
import { locationOf, rangeOf } from '../features/lsp-types';
import {
  previewTitle,
  resolveScriptLens,
  type ScriptLens,
  scriptCodeLenses,
  scriptTraceLenses,
} from '../features/script/code-lens';
import type { OpenDocuments } from './documents';
import { rulesetOf } from './open-dump';
import {
  type PreviewScriptArguments,
  previewScriptCommand,
  type ShowPathArguments,
  showPathCommand,
  type TracePacketArguments,
  tracePacketCommand,
} from './protocol';
import type { Settings } from './settings';

/** What a lens carries from the list of all to its evaluation. */
type LensData = { uri: string } & ({ place: LensPlace } | { scriptLens: ScriptLens });

/** Answers both requests; a document that is not open has no lenses. */
export function registerCodeLenses(
  connection: Connection,
  { dumps, scripts }: OpenDocuments,
  settingsOf: (uri: string) => Promise<Settings>,
): void {
  connection.onCodeLens(async ({ textDocument: { uri } }) => {
    const { codeLens } = await settingsOf(uri);
    if (!codeLens) return undefined;
    const dump = dumps.get(uri);
    if (dump) {
      const places = codeLenses(rulesetOf(dump));
      return places.flatMap((place) => {
        const { kind, line } = place;
        return [unresolved(line, { uri, place }), ...(kind === 'target' ? [] : [traceLens('Trace…', { uri, line })])];
      });
    }
    const script = await scripts.read(uri);
    if (!script) return undefined;
    const lenses = scriptCodeLenses(script).map((lens) => unresolved(lens.line, { uri, scriptLens: lens }));
    const traces = scriptTraceLenses(script).map(({ title, ...place }) => traceLens(title, { uri, ...place }));
    return [...previewLens(uri, previewTitle(script)), ...lenses, ...traces];
  });
  connection.onCodeLensResolve(async (lens) => {
    const data = lens.data as LensData;
    const { uri } = data;
    if ('scriptLens' in data) {
      const script = await scripts.read(uri);
      const { line } = data.scriptLens;
      return withPath(lens, uri, line, script && resolveScriptLens(script, data.scriptLens));
    }
    const dump = dumps.get(uri);
    return withPath(lens, uri, data.place.line, dump && resolveLens(rulesetOf(dump), data.place));
  });
}

function unresolved(line: number, data: LensData): CodeLens {
  return { range: rangeOf(line, { start: 0, end: 0 }), data };
}

function shown(line: number, command: Command): CodeLens {
  return { range: rangeOf(line, { start: 0, end: 0 }), command };
}

/** Behind the lens of a built-in chain or a port: its packets may be followed through all tables. */
function traceLens(title: string, place: TracePacketArguments): CodeLens {
  return shown(place.line, { title, command: tracePacketCommand, arguments: [place] });
}

/** At the top of a script that builds something. */
function previewLens(uri: string, title: string | undefined): CodeLens[] {
  if (title === undefined) return [];
  const script: PreviewScriptArguments = { uri };
  return [shown(0, { title, command: previewScriptCommand, arguments: [script] })];
}

function withPath(lens: CodeLens, uri: string, line: number, resolved: ResolvedLens | undefined): CodeLens {
  if (!resolved) return lens;
  const { title, steps } = resolved;
  const path: ShowPathArguments = {
    title,
    origin: locationOf(uri, line, { start: 0, end: 0 }),
    steps: steps.map((step) => locationOf(uri, step.line, step.span)),
  };
  return { ...lens, command: { title, command: showPathCommand, arguments: [path] } };
}
