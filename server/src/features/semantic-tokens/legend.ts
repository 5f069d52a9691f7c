/** What kinds of semantic tokens there are. Standard types and modifiers wherever one fits, so that every theme has a colour. */

import type { SemanticTokensLegend } from 'vscode-languageserver-types';

/**
 * Tables are namespaces, chains functions, targets with a module macros; match modules are types. Parameters are those of
 * iptables itself, properties the options of modules. Commands, verdicts and policies are keywords.
 */
const types = [
  'comment',
  'namespace',
  'keyword',
  'function',
  'macro',
  'type',
  'parameter',
  'property',
  'operator',
  'number',
  'string',
  'enumMember',
  'variable',
] as const;

/** `defaultLibrary` is what iptables brings; `undefined` what does not exist, `counter` numbers of packets and bytes. */
const modifiers = ['declaration', 'defaultLibrary', 'deprecated', 'documentation', 'undefined', 'counter'] as const;

export type TokenType = (typeof types)[number];
export type TokenModifier = (typeof modifiers)[number];

export const semanticTokensLegend: SemanticTokensLegend = { tokenTypes: [...types], tokenModifiers: [...modifiers] };

/** The number of a type in the legend. */
export function typeNumber(type: TokenType): number {
  return typeNumbers.get(type)!;
}

/** The bit of each modifier. */
export const modifierBits = Object.fromEntries(modifiers.map((name, i) => [name, 1 << i])) as Record<
  TokenModifier,
  number
>;

const typeNumbers: ReadonlyMap<TokenType, number> = new Map(types.map((type, i) => [type, i]));
