/** Offers of tables: the names behind `-t`, and the option itself. */

import { type CompletionItem, CompletionItemKind, type TextEdit } from 'vscode-languageserver-types';
import type { Action } from '../../effect/action';
import type { ReadScript } from '../../effect/read-effect';
import { tableKnowledge } from '../../knowledge/built-in';
import { tableNames } from '../../ruleset/tables';
import { type Span, touches } from '../../syntax/span';
import { type CompletionOptions, itemOf, ranks } from '../completion/offer';
import { rangeIn } from './places';

/** The tables, where an offset of the script stands behind `-t`, at its value or where that is to come; undefined elsewhere. */
export function tableNamesAt(script: ReadScript, offset: number): CompletionItem[] | undefined {
  const word = valueAt(script, offset);
  return word && tableNames.map((name) => tableItem(script, name, word));
}

function tableItem(script: ReadScript, label: string, word: Span): CompletionItem {
  const { purpose, consulted } = tableKnowledge(label) ?? {};
  return {
    label,
    kind: CompletionItemKind.Struct,
    labelDetails: { description: 'table' },
    documentation: { kind: 'markdown', value: [purpose, consulted].filter(Boolean).join('\n\n') },
    textEdit: { range: rangeIn(script, word), newText: label },
  };
}

/** The word behind `-t` that the offset touches; empty where it is still to come. */
function valueAt({ text, calls }: ReadScript, offset: number): Span | undefined {
  for (const { kind, words } of calls) {
    if (kind !== 'command') continue;
    for (const [index, { span }] of words.entries()) {
      if (!/^(?:-t|--table)$/.test(text.slice(span.start, span.end)) || offset <= span.end) continue;
      const value = words[index + 1]?.span;
      if (value && touches(value, offset) && /^\w*$/.test(text.slice(value.start, value.end))) return value;
      if (
        /^[ \t]{1,40}$/.test(text.slice(span.end, Math.min(offset, span.end + 50))) &&
        !(value && value.start <= offset)
      )
        return { start: offset, end: offset };
    }
  }
  return undefined;
}

/** `-t TABLE` where other options are offered, and no table is named. */
export function tableFlag(
  { table, verb }: Action,
  offered: readonly CompletionItem[],
  options: CompletionOptions,
): CompletionItem[] {
  const like = table ? undefined : offered.find(({ label }) => label.startsWith('-'));
  if (!like) return [];
  const hole = { name: 'table', sample: 'nat', choices: tableNames };
  const offer = {
    label: '-t',
    kind: CompletionItemKind.Keyword,
    description: 'table',
    documentation: 'Chooses the table; without it, `filter`.',
    rank: verb === '' ? ranks.likely : ranks.seldom,
  };
  const at = { line: 0, word: { start: 0, end: 0 }, position: 0 };
  const item = itemOf(offer, ['-t ', hole], at, options);
  const { range } = like.textEdit as TextEdit;
  return [{ ...item, textEdit: { range, newText: (item.textEdit as TextEdit).newText } }];
}
