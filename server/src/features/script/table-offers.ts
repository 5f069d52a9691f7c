/** Offers of tables: the names behind `-t`. */

import { type CompletionItem, CompletionItemKind } from 'vscode-languageserver-types';
import type { ReadScript } from '../../effect/read-effect';
import { tableKnowledge } from '../../knowledge/built-in';
import { tableNames } from '../../ruleset/tables';
import { type Span, touches } from '../../syntax/span';
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
