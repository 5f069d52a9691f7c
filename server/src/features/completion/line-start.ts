/** Offers at the beginning of a line: tables, declarations, commands, COMMIT. */

import { CompletionItemKind } from 'vscode-languageserver-types';
import { builtInChainKnowledge, policyKnowledge, tableKnowledge } from '../../knowledge/built-in';
import { type Ruleset, type Table, tableAt } from '../../ruleset/ruleset';
import { builtInsOf, missingChains } from '../../ruleset/table';
import { builtInChains, tableNames } from '../../ruleset/tables';
import { type Offer, ranks } from './offer';

/** The table that a line stands in, whatever the line itself says; undefined behind a COMMIT and above the first table. */
export function tableAbove(ruleset: Ruleset, line: number): Table | undefined {
  const table = line > 0 ? tableAt(ruleset, line - 1) : undefined;
  return table?.commit === line - 1 ? undefined : table;
}

/** `*filter` and the others, those first that the dump does not have. */
export function tableOffers({ tables }: Ruleset, line: number): Offer[] {
  return tableNames.map((name) => ({
    label: `*${name}`,
    kind: CompletionItemKind.Struct,
    description: 'table',
    documentation: [tableKnowledge(name)?.purpose, tableKnowledge(name)?.consulted].filter(Boolean).join('\n\n'),
    rank: tables.some((table) => table.name === name && table.header !== line) ? ranks.other : ranks.likely,
  }));
}

/** Declarations of built-in chains that are missing, of chains that rules need, and of a new one. */
export function declarationOffers(table: Table, line: number): Offer[] {
  const undeclared = builtInsOf(table).filter(({ declared }) => !declared || declared.line === line);
  const builtIns = undeclared.map(({ name }) => builtInDeclaration(table, name));
  const needed = missingChains(table).filter(({ declared, builtIn }) => !builtIn && !declared);
  return [
    ...builtIns,
    ...needed.map(({ name }) => ownDeclaration(name, 'rules need it')),
    {
      label: ':NAME',
      insert: [[':', { name: 'NAME', sample: 'NEW' }, ' - [0:0]']],
      filter: ':',
      kind: CompletionItemKind.Snippet,
      description: 'declare a chain',
      documentation: 'Declares a user-defined chain: it has no policy (`-`), and counters that are always zero.',
      rank: ranks.other,
    },
  ];
}

/** The policies that the declaration of a chain can have. */
export function policyOffers(table: Table | undefined, chain: string): Offer[] {
  const names = !table || builtInChains(table.name).includes(chain) ? ['ACCEPT', 'DROP'] : ['-'];
  const taken = table?.name === 'nat' ? names.filter((name) => name !== 'DROP') : names;
  return taken.map((label) => ({
    label,
    kind: CompletionItemKind.EnumMember,
    description: 'policy',
    documentation: policyKnowledge(label)?.meaning ?? '',
    rank: ranks.likely,
  }));
}

export const commitOffer: Offer = {
  label: 'COMMIT',
  kind: CompletionItemKind.Keyword,
  description: 'end of the table',
  documentation: 'Loads the whole table at once: everything above, or nothing.',
  rank: ranks.other,
};

function builtInDeclaration(table: Table, name: string): Offer {
  const known = builtInChainKnowledge(table.name, name);
  return {
    label: `:${name}`,
    insert: [[`:${name} ACCEPT [0:0]`]],
    kind: CompletionItemKind.Function,
    description: 'built-in chain',
    documentation: [known?.packets, known?.note].filter(Boolean).join('\n\n'),
    rank: ranks.likely,
  };
}

function ownDeclaration(name: string, description: string): Offer {
  return {
    label: `:${name}`,
    insert: [[`:${name} - [0:0]`]],
    kind: CompletionItemKind.Function,
    description,
    rank: ranks.first,
  };
}
