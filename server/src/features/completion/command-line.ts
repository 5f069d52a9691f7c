/** Offers of the commands that a line begins with, and of a further rule for the chain that is being filled. */

import { CompletionItemKind } from 'vscode-languageserver-types';
import { commands } from '../../modules/core';
import type { Command } from '../../modules/types';
import { chainOfRule } from '../../ruleset/document';
import type { Ruleset, Table } from '../../ruleset/ruleset';
import { builtInChains } from '../../ruleset/tables';
import { valueName } from '../value-syntax';
import { existsAbove } from './chains';
import { optionDocumentation } from './documentation';
import { type Hole, type Insertion, type Offer, ranks } from './offer';

/** Commands that both tools take in a dump; the others are refused by nf_tables, or only print. */
const commandsOfDumps = ['append', 'insert', 'delete', 'new-chain', 'policy', 'flush', 'delete-chain'];

/** `-A CHAIN` with the chain of the nearest rule above, then the commands; by their long names where `long` is set. */
export function commandOffers(ruleset: Ruleset, table: Table, line: number, long = false): Offer[] {
  const nearest = chainAbove(ruleset, table, line);
  const chain = nearest ?? builtInChains(table.name)[0] ?? 'INPUT';
  const known = commands.filter(({ name }) => commandsOfDumps.includes(name));
  const offers = known.map((command) => commandOffer(command, long ? `--${command.name}` : `-${command.short}`, chain));
  const [append] = offers;
  if (nearest === undefined || !append) return offers;
  const label = `${append.label} ${nearest}`;
  return [{ ...append, label, insert: [[`${label} `]], description: 'one more rule', rank: ranks.first }, ...offers];
}

/** A command with its values to be filled in; `chain` is one that it can name. */
export function commandOffer(command: Command, label: string, chain: string): Offer {
  const values = command.values ?? [];
  const needed = values.slice(0, values.length - (command.optionalValues ?? 0));
  const holes = needed.flatMap((value): (string | Hole)[] => {
    const sample = value.kind === 'chain' ? chain : value.kind === 'policy' ? 'ACCEPT' : 'NEW';
    return [' ', { name: valueName(value), sample, listed: value.kind === 'chain' }];
  });
  const filled: Insertion = [label, ...holes];
  return {
    label,
    insert: [filled, [label]],
    kind: CompletionItemKind.Keyword,
    description: command.name.replace('-', ' '),
    documentation: optionDocumentation(command, undefined),
    rank: command.name === 'append' ? ranks.likely : ranks.other,
  };
}

function chainAbove({ document }: Ruleset, table: Table, line: number): string | undefined {
  for (let each = line - 1; each > table.header; each--) {
    const id = chainOfRule(document, each);
    if (id >= 0) return existsAbove(table, id, line) ? document.names.texts[id] : undefined;
  }
  return undefined;
}
