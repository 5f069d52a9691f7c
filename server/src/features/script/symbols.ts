/** Document symbols of a script: the chains that it makes and fills. */

import { type DocumentSymbol, SymbolKind } from 'vscode-languageserver-types';
import { ownerOf } from '../../effect/attempt';
import type { ReadScript } from '../../effect/read-effect';
import { ownerKey } from '../../effect/tables';
import { findChain } from '../../ruleset/ruleset';
import { builtInChains } from '../../ruleset/tables';
import { counted } from '../numbers';
import { type ChainMention, chainMentions } from './chain-mentions';
import { rangeIn } from './places';
import { rulesetOf } from './rendered';

/** Each chain where it is made, or else first named, in the order of the text; of a place that names several, the first. */
export function scriptSymbols(script: ReadScript): DocumentSymbol[] {
  const first = new Map<string, ChainMention>();
  for (const mention of chainMentions(script)) {
    const known = first.get(mention.key);
    if (!known || (mention.declares && !known.declares)) first.set(mention.key, mention);
  }
  const seen = new Set<number>();
  return [...first.values()]
    .sort((a, b) => a.span.start - b.span.start)
    .filter(({ span }) => !seen.has(span.start) && seen.add(span.start))
    .map((mention) => symbolOf(script, mention));
}

function symbolOf(script: ReadScript, mention: ChainMention): DocumentSymbol {
  const { name, table, span } = mention;
  const range = rangeIn(script, span);
  return {
    name,
    detail: `${table}, ${counted(rulesOf(script, mention), 'rule')}`,
    kind: builtInChains(table).some((each) => each === name) ? SymbolKind.Event : SymbolKind.Function,
    range,
    selectionRange: range,
  };
}

/** The rules that it has in the end. */
function rulesOf(script: ReadScript, { call, table: tableName, name }: ChainMention): number {
  const key = ownerKey(ownerOf(call));
  const rendered = script.effect.rulesets().find((each) => ownerKey(each) === key);
  const ruleset = rendered && rulesetOf(script, rendered);
  const table = ruleset?.tables.find((each) => each.name === tableName);
  return (ruleset && table && findChain(ruleset, table, name)?.rules) ?? 0;
}
