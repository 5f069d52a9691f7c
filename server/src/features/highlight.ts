/** Highlights the other places of a chain's name. */

import { type DocumentHighlight, DocumentHighlightKind } from 'vscode-languageserver-types';
import type { Ruleset } from '../ruleset/ruleset';
import { rangeOf } from './lsp-types';
import { chainMentions, chainNameAt, isDeclaration } from './names-at';

/** The name of the chain at a place wherever it stands in the table: written where declared, else read. */
export function highlights(ruleset: Ruleset, line: number, column: number): DocumentHighlight[] {
  const named = chainNameAt(ruleset, line, column);
  if (!named?.table || !named.chain) return [];
  return chainMentions(ruleset, named.table, named.chain).map((mention) => ({
    range: rangeOf(mention.line, mention.span),
    kind: isDeclaration(mention) ? DocumentHighlightKind.Write : DocumentHighlightKind.Read,
  }));
}
