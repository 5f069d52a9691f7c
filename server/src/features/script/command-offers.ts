/** Offers that commands have beyond the lines of dumps: the table, the lock, and the commands that only ask or rename. */

import { type CompletionItem, CompletionItemKind, type TextEdit } from 'vscode-languageserver-types';
import type { Action } from '../../effect/action';
import { commands } from '../../modules/core';
import { builtInChains, tableNames } from '../../ruleset/tables';
import { commandOffer } from '../completion/command-line';
import { type CompletionOptions, type Insertion, itemOf, type Offer, ranks } from '../completion/offer';

/** In the order of how often scripts have them. */
const namesOfCommands = ['check', 'replace', 'rename-chain', 'zero', 'list', 'list-rules'];

/** What else fits where options are offered as for a dump's line, in the same place. */
export function commandOffers(
  action: Action,
  offered: readonly CompletionItem[],
  options: CompletionOptions,
): CompletionItem[] {
  const like = offered.find(({ label }) => label.startsWith('-'));
  if (!like) return [];
  const long = !offered.some(({ label }) => /^-[A-Za-z]/.test(label));
  const rank = action.verb === '' ? ranks.likely : ranks.seldom;
  const offers: [Offer, Insertion][] = [];
  if (offered.some(({ label }) => /^(?:-A|--append)$/.test(label))) offers.push(...otherCommands(action, long));
  if (!action.table) offers.push([{ ...tableOffer, label: long ? '--table' : '-t', rank }, tableHole(long)]);
  const wait = long ? '--wait' : '-w';
  if (!action.waits) offers.push([{ ...waitOffer, label: wait, rank }, [wait]]);
  const { range } = like.textEdit as TextEdit;
  return offers.map(([offer, insertion], position) => {
    const item = itemOf(offer, insertion, { line: 0, word: { start: 0, end: 0 }, position: position + 50 }, options);
    return { ...item, textEdit: { range, newText: (item.textEdit as TextEdit).newText } };
  });
}

function otherCommands({ table }: Action, long: boolean): [Offer, Insertion][] {
  const [chain = 'INPUT'] = builtInChains(table?.text ?? 'filter');
  return namesOfCommands.map((name) => {
    const command = commands.find((each) => each.name === name)!;
    const offer = commandOffer(command, long ? `--${command.name}` : `-${command.short}`, chain);
    return [offer, offer.insert![0]!];
  });
}

const tableOffer = {
  kind: CompletionItemKind.Keyword,
  description: 'table',
  documentation: 'Chooses the table; without it, `filter`.',
};

function tableHole(long: boolean): Insertion {
  return [long ? '--table ' : '-t ', { name: 'table', sample: 'nat', choices: tableNames }];
}

const waitOffer = {
  kind: CompletionItemKind.Keyword,
  description: 'wait',
  documentation: 'Waits for the lock where another program holds it; without it, legacy iptables fails then.',
};
