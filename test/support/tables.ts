// Tables as text: a line of column names, then a line a row, tabs between the cells.

/** The rows, their cells by the name of the column; a missing cell is empty. */
export function readTable(text: string): Record<string, string>[] {
  const [header = '', ...rows] = text.split('\n').filter(Boolean);
  const names = header.split('\t');
  return rows.map((row) => {
    const cells = row.split('\t');
    return Object.fromEntries(names.map((name, i) => [name, cells[i] ?? '']));
  });
}
