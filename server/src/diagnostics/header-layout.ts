/** Puts new declarations in the place of a header's old ones, so that comments stay with the declarations below or above them. */

import type { Ruleset, Table } from '../ruleset/ruleset';
import { type Change, deleteLines, insertLines, replace } from './finding';

/** A line that a header is to have. */
export interface HeaderLine {
  text: string;
  /** The line that says it by now, well or badly; undefined for what no declaration says. */
  source: number | undefined;
}

/**
 * The changes that leave a table with these lines in this order for its declarations. Each one goes where its source stands, or
 * behind the line before it; what stands below rules moves up. None when the header has them already.
 */
export function layOut(
  ruleset: Ruleset,
  table: Table,
  declarations: readonly number[],
  header: readonly HeaderLine[],
): Change[] {
  const { lines } = ruleset.document.dump;
  const block = headerBlock(ruleset, table, declarations);
  const [first] = block;
  if (first === undefined) return [...insertAll(ruleset, table, header), ...declarations.map(deleteLine)];
  const texts = new Map<number, string[]>();
  let at = first;
  for (const { text, source } of header) {
    if (source !== undefined && source > at && source <= block.at(-1)!) at = source;
    texts.set(at, [...(texts.get(at) ?? []), text]);
  }
  return declarations.flatMap((index) => {
    const { text, ending } = lines[index]!;
    const wanted = texts.get(index);
    if (!wanted) return [deleteLine(index)];
    if (wanted.length === 1 && wanted[0] === text) return [];
    const end = ending === '' ? '\n' : '';
    return [replace(index, { start: 0, end: text.length }, wanted.join(ending || '\n') + end)];
  });
}

/** The declarations above the first rule. */
function headerBlock({ document }: Ruleset, table: Table, declarations: readonly number[]): number[] {
  const { lines } = document.dump;
  let rule = table.header + 1;
  while (rule < table.end && lines[rule]!.kind !== 'rule') rule++;
  return declarations.filter((index) => index < rule);
}

function insertAll({ document }: Ruleset, table: Table, header: readonly HeaderLine[]): Change[] {
  if (header.length === 0) return [];
  const before = document.dump.lines[table.header]!.ending === '' ? '\n' : '';
  return [insertLines(table.header + 1, before + header.map(({ text }) => `${text}\n`).join(''))];
}

function deleteLine(index: number): Change {
  return deleteLines(index, index + 1);
}
