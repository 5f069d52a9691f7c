/** One thing that completion offers, and how it becomes an item of the list. */

import { type CompletionItem, InsertTextFormat } from 'vscode-languageserver-types';
import type { Backend } from '../../diagnostics/backend';
import type { Span } from '../../syntax/span';
import { rangeOf } from '../lsp-types';

/** A place in an inserted text that is to be filled in; `sample` is a value that iptables takes there. */
export interface Hole {
  name: string;
  sample: string;
  /** The words of which one is to be picked. */
  choices?: readonly string[];
  /** Completion has offers for it. */
  listed?: boolean;
}

/** Text with holes. */
export type Insertion = readonly (string | Hole)[];

export interface Offer {
  label: string;
  /** What takes the place of the word: the first of these that iptables takes. Without it, the label. */
  insert?: readonly Insertion[];
  /** What is replaced, where it is not the whole word. */
  span?: Span;
  /** What typed letters are compared with, where it is not the label. */
  filter?: string;
  kind: CompletionItem['kind'];
  /** A few words behind the label. */
  description?: string;
  /** Markdown, or what to work it out from once somebody looks at it. */
  documentation?: string | ChainReference;
  /** Offers of a lower rank come first; of the same rank, in their order. */
  rank: number;
  deprecated?: boolean;
  /** What iptables says of one such offer of a list, it says of all. */
  alike?: boolean;
}

/** The chain of an item, to be explained when the client asks. */
export interface ChainReference {
  line: number;
  chain: string;
}

/** Ranks of offers, from what is most likely meant to what seldom is. */
export const ranks = { needed: 0, first: 1, likely: 2, usual: 3, other: 4, seldom: 5, deprecated: 6 } as const;

/** The insertions of an offer, in order of preference. */
export function insertionsOf({ insert, label }: Offer): readonly Insertion[] {
  return insert ?? [[label]];
}

/** The text with a valid value in each hole. */
export function sampleText(insertion: Insertion): string {
  return insertion.map((piece) => (typeof piece === 'string' ? piece : piece.sample)).join('');
}

/** What the client can do with an item, and whom the offers are for. */
export interface CompletionOptions {
  /** It understands placeholders in the inserted text; without, the text ends before the first hole. */
  snippets: boolean;
  /** Its command that shows completions anew, for a hole that is left to them. */
  suggestCommand?: string;
  /** The backend that the dump is for; both, where none is told: nothing is offered then that either refuses. */
  backend?: Backend;
}

/** An item for the list. `position` is its place among those of its rank. */
export function itemOf(
  offer: Offer,
  insertion: Insertion,
  at: { line: number; word: Span; position: number },
  { snippets, suggestCommand }: CompletionOptions,
): CompletionItem {
  const hole = insertion.find((piece) => typeof piece !== 'string');
  const suggest = snippets && suggestCommand !== undefined && hole?.listed === true;
  const newText = snippets && hole ? snippetText(insertion, suggest) : plainText(insertion);
  const item: CompletionItem = {
    label: offer.label,
    filterText: offer.filter ?? offer.label,
    sortText: `${offer.rank}${String(at.position).padStart(4, '0')}`,
    textEdit: { range: rangeOf(at.line, offer.span ?? at.word), newText },
  };
  if (offer.kind !== undefined) item.kind = offer.kind;
  if (offer.description) item.labelDetails = { description: offer.description };
  if (snippets && hole) item.insertTextFormat = InsertTextFormat.Snippet;
  if (suggest) item.command = { title: 'Suggest', command: suggestCommand };
  if (typeof offer.documentation === 'string') item.documentation = { kind: 'markdown', value: offer.documentation };
  else if (offer.documentation) item.data = offer.documentation;
  if (offer.deprecated) item.tags = [1];
  return item;
}

function plainText(insertion: Insertion): string {
  const firstHole = insertion.findIndex((piece) => typeof piece !== 'string');
  return firstHole < 0 ? insertion.join('') : insertion.slice(0, firstHole).join('').replace(/ "?$/, '');
}

/** With `suggest`, the first hole is empty: its name would narrow the offers. */
function snippetText(insertion: Insertion, suggest: boolean): string {
  let count = 0;
  return insertion
    .map((piece) => {
      if (typeof piece === 'string') return escaped(piece, /[$}\\]/g);
      count++;
      const { name, choices } = piece;
      if (count === 1 && suggest) return '$1';
      return choices
        ? `\${${count}|${choices.map((choice) => escaped(choice, /[$}\\,|]/g)).join(',')}|}`
        : `\${${count}:${escaped(name, /[$}\\]/g)}}`;
    })
    .join('');
}

function escaped(text: string, characters: RegExp): string {
  return text.replace(characters, '\\$&');
}
