// Reads the measured tables of modules and options that the data is compared with.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export type Row = Readonly<Record<string, string>>;

/** The rows of a tab-separated file below facts/, by column name. */
export function readTable(folder: string, name: string): Row[] {
  const [head, ...lines] = readFileSync(join(folder, 'facts', name), 'utf8')
    .trimEnd()
    .split('\n');
  const columns = head!.split('\t');
  return lines.map((line) => {
    const cells = line.split('\t');
    return Object.fromEntries(columns.map((column, index) => [column, cells[index] ?? '']));
  });
}

/** The items of a cell, sorted. */
export function items(cell: string, separator = ','): string[] {
  return cell === '' ? [] : cell.split(separator).sort();
}
