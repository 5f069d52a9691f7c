/** Completion in a script: what may be typed in a call of iptables, as far as iptables would take it. */

import type { CompletionItem, CompletionList, TextEdit } from 'vscode-languageserver-types';
import { ownerOf } from '../../effect/attempt';
import type { ReadScript } from '../../effect/read-effect';
import { ownerKey } from '../../effect/tables';
import { findChain } from '../../ruleset/ruleset';
import { exactPlace, type MappedText } from '../../shell/mapped-text';
import type { Place } from '../../syntax/dump';
import { offsetAt } from '../../syntax/line-starts';
import { completion } from '../completion';
import type { ChainReference, CompletionOptions } from '../completion/offer';
import { chainText } from '../hover/chain';
import { commandOffers } from './command-offers';
import { rangeIn } from './places';
import { rulesetOf } from './rendered';
import { tableNamesAt } from './table-offers';
import { restoreLineAt, typedLineAt } from './typed-line';
import { rulesetWith } from './typed-ruleset';

const nothing: CompletionList = { isIncomplete: false, items: [] };

/** The chain of an item, and whose it is. */
interface ScriptChain {
  owner: string;
  table: string;
  chain: string;
}

/** What fits at a place; an empty list outside of calls of iptables, in quotes, and in expansions. */
export function scriptCompletion(
  script: ReadScript,
  place: Place,
  options: CompletionOptions = { snippets: true },
): CompletionList {
  const offset = offsetAt(script.starts, place);
  if (offset === undefined) return nothing;
  const tables = tableNamesAt(script, offset);
  if (tables) return { isIncomplete: false, items: tables };
  return inCommand(script, offset, options) ?? inRestore(script, offset, options) ?? nothing;
}

/** The item with its explanation. */
export function resolveScriptCompletion(script: ReadScript, item: CompletionItem): CompletionItem {
  const { owner, table: name, chain: chainName } = item.data as ScriptChain;
  const rendered = script.effect.rulesets().find((each) => ownerKey(each) === owner);
  const ruleset = rendered && rulesetOf(script, rendered);
  const table = ruleset?.tables.find((each) => each.name === name);
  const chain = ruleset && table && findChain(ruleset, table, chainName);
  if (!ruleset || !chain) return item;
  const mention = { line: 0, span: { start: 0, end: 0 }, role: 'jump' } as const;
  return {
    ...item,
    documentation: { kind: 'markdown', value: chainText(ruleset, { name: chainName, mention, table, chain }) },
  };
}

function inCommand(script: ReadScript, offset: number, options: CompletionOptions): CompletionList | undefined {
  const typed = typedLineAt(script, offset);
  if (!typed) return undefined;
  const { action, call, line, column, between } = typed;
  const table = action.table?.text ?? 'filter';
  if (action.table?.known === false) return nothing;
  const { ruleset, index } = rulesetWith(script, call, table, line);
  const { isIncomplete, items } = completion(ruleset, index, column, options);
  const owner = ownerKey(ownerOf(call));
  const told = items
    .filter(({ label }) => !ofDumps.test(label))
    .flatMap((item) => inScript(script, line, item, between) ?? [])
    .map((item) =>
      item.data ? { ...item, data: { owner, table, chain: (item.data as ChainReference).chain } } : item,
    );
  return { isIncomplete, items: [...told, ...commandOffers(action, told, options)] };
}

/** What a dump has and a command has not. */
const ofDumps = /^(?:[:*]|COMMIT$)/;

/** In the text that iptables-restore reads, where it stands in the script. */
function inRestore(script: ReadScript, offset: number, options: CompletionOptions): CompletionList | undefined {
  const at = restoreLineAt(script, offset);
  if (!at) return undefined;
  const { transcript, index, column, line } = at;
  const { isIncomplete, items } = completion(transcript.ruleset, index, column, options);
  const between = line.text === '' ? offset : undefined;
  return {
    isIncomplete,
    items: items.flatMap((item) => inScript(script, line, item, between) ?? []).map(({ data: _, ...item }) => item),
  };
}

/** The item with its edit in the script; undefined where the letters do not stand there as they are. */
function inScript(
  script: ReadScript,
  line: MappedText,
  item: CompletionItem,
  between: number | undefined,
): CompletionItem | undefined {
  const { range, newText } = item.textEdit as TextEdit;
  const [start, end] = [range.start.character, range.end.character];
  const isEmptyWord = start === end && between !== undefined;
  const span = isEmptyWord ? { start: between, end: between } : exactPlace(line, start, end);
  return span && { ...item, textEdit: { range: rangeIn(script, span), newText } };
}
