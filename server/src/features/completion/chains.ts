/** Offers of chains: of the table, the ones being edited first. A node has tens of thousands of them. */

import { CompletionItemKind } from 'vscode-languageserver-types';
import { chainOfRule, targetOfRule } from '../../ruleset/document';
import type { Ruleset, Table } from '../../ruleset/ruleset';
import { isBuiltIn } from '../../ruleset/table';
import { type Offer, ranks } from './offer';

/** Lines before and behind the cursor whose chains are most likely meant. */
const neighbourhood = 40;

/** Chains that are offered at once; the client asks again as letters are typed. */
const mostChains = 200;

/** Chains that fit, and whether there are more. */
export interface ChainOffers {
  offers: Offer[];
  more: boolean;
}

/**
 * The chains of the table that a rule of the line can name and that pass a test, by their numbers. Where they are too many,
 * those whose names begin with what is typed, or else those that contain it in any case.
 */
export function chainOffers(
  ruleset: Ruleset,
  table: Table,
  at: { line: number; typed: string },
  fits: (id: number) => boolean,
): ChainOffers {
  const { texts } = ruleset.document.names;
  const near = neighbours(ruleset, table, at.line);
  const chosen = [...near].filter(fits);
  const choose = (named: (name: string) => boolean) => {
    const { ids, count } = table.facts;
    for (let i = 0; i < count; i++) {
      const id = ids[i]!;
      if (!named(texts[id]!) || near.has(id) || !existsAbove(table, id, at.line) || !fits(id)) continue;
      if (chosen.push(id) > mostChains) return true;
    }
    return false;
  };
  const crowded = table.facts.count > mostChains && at.typed !== '';
  let more = choose((name) => !crowded || name.startsWith(at.typed));
  if (crowded && !chosen.some((id) => texts[id]!.startsWith(at.typed))) more = choose(contains(at.typed));
  return { more, offers: chosen.map((id) => chainOffer(texts[id]!, at.line, isBuiltIn(table, id), near.has(id))) };
}

/** Tells names with the letters in any case. */
function contains(letters: string): (name: string) => boolean {
  const wanted = letters.toLowerCase();
  return (name) => name.length >= wanted.length && name.toLowerCase().includes(wanted);
}

function chainOffer(label: string, line: number, builtIn: boolean, near: boolean): Offer {
  return {
    label,
    kind: CompletionItemKind.Function,
    description: builtIn ? 'built-in chain' : 'chain',
    documentation: { line, chain: label },
    rank: near ? ranks.likely : ranks.usual,
    alike: !builtIn,
  };
}

/** Whether a rule of the line can name the chain: it is declared further up, or loaded already where the table is a fragment. */
export function existsAbove(table: Table, id: number, line: number): boolean {
  const declared = table.facts.declared[id]! | 0;
  return (
    isBuiltIn(table, id) || (declared > 0 && declared <= line) || (table.fragment && (table.facts.seen[id]! | 0) > 0)
  );
}

/** Chains that exist and that the lines around name, the nearest first. */
function neighbours({ document }: Ruleset, table: Table, line: number): Set<number> {
  const near = new Set<number>();
  const add = (id: number) => {
    if (id >= 0 && existsAbove(table, id, line)) near.add(id);
  };
  for (let distance = 0; distance <= neighbourhood; distance++) {
    for (const each of [line - distance, line + distance]) {
      if (each <= table.header || each >= table.end) continue;
      add(chainOfRule(document, each));
      add(targetOfRule(document, each));
    }
  }
  return near;
}
