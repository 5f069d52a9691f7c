/** Completion: what may be typed at a place, as far as iptables would take it. */

import type { CompletionItem, CompletionList } from 'vscode-languageserver-types';
import { declarationName, findChain, type Ruleset, tableAt } from '../ruleset/ruleset';
import type { DeclarationLine, Line } from '../syntax/line';
import { type Span, touches } from '../syntax/span';
import { skipBlanks, splitBlanks } from '../syntax/words';
import { commandOffers } from './completion/command-line';
import { expectationOffers } from './completion/expectation-offers';
import { commitOffer, declarationOffers, policyOffers, tableAbove, tableOffers } from './completion/line-start';
import { type ChainReference, type CompletionOptions, insertionsOf, itemOf, type Offer } from './completion/offer';
import { rulePlaceAt } from './completion/place';
import { acceptedOffers } from './completion/rule-offers';
import { chainText } from './hover/chain';

const nothing: CompletionList = { isIncomplete: false, items: [] };

export type { CompletionOptions };

/** What fits at a place; an empty list in comments that expect nothing, in quotes, and where nothing is known. */
export function completion(
  ruleset: Ruleset,
  line: number,
  column: number,
  options: CompletionOptions = { snippets: true },
): CompletionList {
  const text = ruleset.document.dump.lines[line];
  if (!text || column < text.from) return nothing;
  if (text.kind === 'comment') {
    const expectation = expectationOffers(ruleset, text.text, column);
    return expectation ? listOf(line, expectation, options) : nothing;
  }
  if (text.kind === 'declaration') return listOf(line, declarationParts(ruleset, text, line, column), options);
  const head = lineHead(text, column);
  if (head) return listOf(line, { word: head, offers: startOffers(ruleset, text, line, head) }, options);
  return text.kind === 'rule' ? ruleCompletion(ruleset, line, column, options) : nothing;
}

/** The item with its explanation, where working that out for the whole list would take long. */
export function resolveCompletion(ruleset: Ruleset, item: CompletionItem): CompletionItem {
  const { line, chain: name } = item.data as ChainReference;
  const table = tableAt(ruleset, line);
  const chain = table && findChain(ruleset, table, name);
  if (!chain) return item;
  const mention = { line, span: { start: 0, end: 0 }, role: 'jump' } as const;
  const value = chainText(ruleset, { name, mention, table, chain });
  return { ...item, documentation: { kind: 'markdown', value } };
}

interface Offers {
  word: Span;
  offers: readonly Offer[];
}

function listOf(line: number, { word, offers }: Offers, options: CompletionOptions): CompletionList {
  const items = offers.map((offer, position) => {
    return itemOf(offer, insertionsOf(offer)[0]!, { line, word, position }, options);
  });
  return { isIncomplete: false, items };
}

function ruleCompletion(ruleset: Ruleset, line: number, column: number, options: CompletionOptions): CompletionList {
  const place = rulePlaceAt(ruleset, line, column);
  if (!place) return nothing;
  const { accepted, more } = acceptedOffers(place, options.backend ?? 'both');
  const items = accepted.map(({ offer, insertion }, position) => {
    return itemOf(offer, insertion, { line, word: place.word, position }, options);
  });
  return { isIncomplete: more, items };
}

/** The first word of a line up to the cursor, unless a rule's command begins there; undefined further behind. */
function lineHead(line: Line, column: number): Span | undefined {
  if (line.kind === 'comment' || line.kind === 'foreign') return undefined;
  const [word = { start: column, end: column }] = splitBlanks(line.text, line.from);
  const first = line.text.charAt(word.start);
  return touches(word, column) && first !== '[' && (first !== '-' || word.end === word.start) ? word : undefined;
}

/** What the line may begin with, by what it begins with already. */
function startOffers(ruleset: Ruleset, { text }: Line, line: number, head: Span): Offer[] {
  const table = tableAbove(ruleset, line);
  const first = text.charAt(head.start);
  if (first === '*') return tableOffers(ruleset, line);
  if (!table) return first === '' ? tableOffers(ruleset, line) : [];
  if (first === '' || /[A-Za-z]/.test(first))
    return [...commandOffers(ruleset, table, line), commitOffer, ...declarationOffers(table, line)];
  return [];
}

/** Behind `:` a whole declaration, or its name, its policy, its counters where they are apart. */
function declarationParts(ruleset: Ruleset, line: DeclarationLine, index: number, column: number): Offers {
  const { text, from } = line;
  const table = tableAt(ruleset, index);
  const [declaration] = line.declarations;
  if (!declaration || !table) return { word: { start: column, end: column }, offers: [] };
  const name = { start: from, end: declaration.name?.end ?? from + 1 };
  if (touches(name, column)) return { word: name, offers: nameOffers(table, index, text.slice(name.end)) };
  const policy = declaration.policy ?? { start: column, end: column };
  if (touches(policy, column) && skipBlanks(text, name.end) >= policy.start)
    return { word: policy, offers: policyOffers(table, declarationName(line, declaration)) };
  return { word: policy, offers: [] };
}

/** Where a policy follows already, the name alone. */
function nameOffers(table: Parameters<typeof declarationOffers>[0], line: number, rest: string): Offer[] {
  const offers = declarationOffers(table, line);
  if (rest.trim() === '') return offers;
  return offers.filter(({ label }) => label !== ':NAME').map((offer) => ({ ...offer, insert: [[offer.label]] }));
}
