/** Requests for semantic tokens. What was told last is kept with the open dump, for the next one to tell only what has changed. */

import type { Connection, SemanticTokens, SemanticTokensDelta } from 'vscode-languageserver';
import { semanticTokens, semanticTokensEdits, semanticTokensInRange } from '../features/semantic-tokens';
import type { Opened } from './documents';
import { type OpenDump, rulesetOf } from './open-dump';

/** Answers the three requests; a document that is not open has no tokens. */
export function registerSemanticTokens(connection: Connection, dumps: Opened<OpenDump>): void {
  const { semanticTokens: requests } = connection.languages;
  requests.on(({ textDocument }) => {
    const dump = dumps.get(textDocument.uri);
    return dump ? allTokens(dump) : { data: [] };
  });
  requests.onDelta(({ textDocument, previousResultId }) => {
    const dump = dumps.get(textDocument.uri);
    return dump ? changedTokens(dump, previousResultId) : { data: [] };
  });
  requests.onRange(({ textDocument, range }) => {
    const dump = dumps.get(textDocument.uri);
    return { data: dump ? semanticTokensInRange(rulesetOf(dump), range.start.line, range.end.line) : [] };
  });
}

function allTokens(dump: OpenDump): SemanticTokens {
  const { data, snapshot } = semanticTokens(rulesetOf(dump));
  return { resultId: remember(dump, snapshot), data };
}

function changedTokens(dump: OpenDump, previousResultId: string): SemanticTokens | SemanticTokensDelta {
  const { tokens } = dump;
  const changed = tokens?.id === previousResultId ? semanticTokensEdits(rulesetOf(dump), tokens.snapshot) : undefined;
  if (!changed) return allTokens(dump);
  return { resultId: remember(dump, changed.snapshot), edits: changed.edits };
}

/** Several requests may come for the same version: each result has a name of its own. */
function remember(dump: OpenDump, snapshot: NonNullable<OpenDump['tokens']>['snapshot']): string {
  const id = String(Number(dump.tokens?.id ?? 0) + 1);
  dump.tokens = { id, snapshot };
  return id;
}
