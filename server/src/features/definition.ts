/** Go to definition: from a chain's name to where the chain comes into being. */

import type { Location } from 'vscode-languageserver-types';
import type { Chain, Mention, Ruleset, Table } from '../ruleset/ruleset';
import { locationOf } from './lsp-types';
import { chainMentions, chainNameAt, isDeclaration } from './names-at';

/**
 * Where the chain at a place is declared: by the declaration that counts, else one that iptables-restore overlooks; for
 * an undeclared chain, its first rule or else its first use. Empty where no chain name stands.
 */
export function definition(ruleset: Ruleset, uri: string, line: number, column: number): Location[] {
  const named = chainNameAt(ruleset, line, column);
  if (!named?.table || !named.chain) return [];
  const place = definitionOf(ruleset, named.table, named.chain);
  return place ? [locationOf(uri, place.line, place.span)] : [];
}

function definitionOf(ruleset: Ruleset, table: Table, chain: Chain): Mention | undefined {
  if (chain.declared) return chain.declared;
  const mentions = chainMentions(ruleset, table, chain);
  return mentions.find(isDeclaration) ?? mentions.find(({ role }) => role === 'command') ?? mentions[0];
}
