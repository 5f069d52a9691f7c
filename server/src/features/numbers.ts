/** Numbers as people read them. */

const units = ['kB', 'MB', 'GB', 'TB', 'PB', 'EB'];

/** A whole number in groups of three digits: `66,720`. */
export function grouped(number: number | bigint): string {
  return number.toString().replace(/\B(?=(?:\d{3})+$)/g, ',');
}

/** The number with its noun: `1 rule`, `1,112 packets`. */
export function counted(number: number | bigint, noun: string): string {
  return `${grouped(number)} ${noun}${number === 1 || number === 1n ? '' : 's'}`;
}

/** Bytes in units of a thousand, with one digit behind the point: `66.7 kB`. Below a thousand, `60 bytes`. */
export function byteSize(bytes: bigint): string {
  if (bytes < 1000n) return counted(bytes, 'byte');
  let unit = 0;
  let tenths = (bytes + 50n) / 100n;
  while (tenths >= 10_000n && unit < units.length - 1) {
    tenths = (tenths + 500n) / 1000n;
    unit++;
  }
  return `${grouped(tenths / 10n)}.${tenths % 10n} ${units[unit]}`;
}

/** Line numbers as the editor shows them: `line 10`, `lines 10, 12 and 3 more`. Lines come in counted from 0. */
export function lineNumbers(lines: readonly number[], most = 3): string {
  if (lines.length === 1) return `line ${lines[0]! + 1}`;
  const shown = lines.slice(0, most).map((line) => line + 1);
  const others = lines.length - shown.length;
  return `lines ${shown.join(', ')}${others > 0 ? ` and ${grouped(others)} more` : ''}`;
}
