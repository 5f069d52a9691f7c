/** Find references: every rule in a chain and every jump to it. */

import type { Location } from 'vscode-languageserver-types';
import type { Ruleset } from '../ruleset/ruleset';
import { locationOf } from './lsp-types';
import { chainMentions, chainNameAt, isDeclaration } from './names-at';

/** All places of the table where the name of the chain at a place stands. Empty where no chain name stands. */
export function references(
  ruleset: Ruleset,
  uri: string,
  line: number,
  column: number,
  includeDeclaration: boolean,
): Location[] {
  const named = chainNameAt(ruleset, line, column);
  if (!named?.table || !named.chain) return [];
  return chainMentions(ruleset, named.table, named.chain)
    .filter((mention) => includeDeclaration || !isDeclaration(mention))
    .map((mention) => locationOf(uri, mention.line, mention.span));
}
